// `npm run fuzz -- [--seconds N] [--seed N] [target…]`: explores targets and keeps what is found in the corpus.
import { parseArgs } from 'node:util'
import { writeCorpus } from './corpus.ts'
import { startCoverage } from './coverage.ts'
import { explore } from './explore.ts'
import { targets } from './targets/index.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string' } },
})
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
const seconds = Number(values.seconds)
if (!(seconds > 0) || !Number.isSafeInteger(seed)) throw new Error('--seconds and --seed must be numbers')
const unknown = positionals.filter((name) => targets.every((target) => target.name !== name))
if (unknown.length > 0) throw new Error(`no such target: ${unknown.join(', ')}`)

console.log(`seed ${seed}`)
const coverage = await startCoverage()
for (const target of targets.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
  // oxlint-disable-next-line no-await-in-loop -- coverage is of one at a time
  const { tried, blocks, corpus, failure } = await explore(target, coverage, { seconds, seed })
  console.log(`${target.name}: ${tried} inputs, ${blocks} blocks, ${corpus.length} in the corpus`)
  writeCorpus(target.name, failure === undefined ? corpus : [...corpus, failure.input])
  if (failure === undefined) continue
  process.exitCode = 1
  console.log(`  FAILED on ${JSON.stringify(Buffer.from(failure.input).toString('latin1'))}`)
  console.log(failure.error)
}
coverage.stop()
