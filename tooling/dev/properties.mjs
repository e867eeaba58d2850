// `npm run properties [-- --rounds N] [--seed S] [folder…]`: runs the files with property tests over and over, each round with another
// seed, where `npm test` has always the same. It ends at the first failure and says how to see it again.
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { turbo } from './turbo.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '10' }, seed: { type: 'string' } },
})
const rounds = values.seed === undefined ? Number(values.rounds) : 1
if (!Number.isInteger(rounds) || rounds < 1 || (values.seed !== undefined && !/^-?\d+$/.test(values.seed)))
  throw new Error('--rounds and --seed are whole numbers')

const all = globSync('{packages,apps,tooling}/*/').map((folder) => folder.replace(/[\\/]$/, '').replaceAll('\\', '/'))
const wrong = positionals.filter((folder) => !all.includes(folder))
if (wrong.length > 0) throw new Error(`no such folder: ${wrong.join(', ')}; give one such as packages/core`)
const suites = (positionals.length > 0 ? positionals : all)
  .filter((folder) => existsSync(`${folder}/vitest.config.ts`))
  .map((folder) => ({
    folder,
    files: globSync('test/**/*.ts', { cwd: folder })
      .filter((file) => readFileSync(`${folder}/${file}`, 'utf8').includes("from 'fast-check'"))
      // Properties that several files share: the tests beside them.
      .map((file) => (file.endsWith('.test.ts') ? file : dirname(file))),
  }))
  .filter(({ files }) => files.length > 0)

const built = turbo('build', ...suites.map(({ folder }) => `--filter=./${folder}^...`))
if (built !== 0) process.exit(built)

for (let round = 1; round <= rounds; round += 1) {
  const seed = values.seed ?? String(Math.floor(Math.random() * 2 ** 31))
  console.log(`round ${round} of ${rounds}: seed ${seed}`)
  for (const { folder, files } of suites) {
    const { status } = spawnSync(
      process.execPath,
      ['node_modules/vitest/vitest.mjs', 'run', '--reporter=dot', ...files],
      { cwd: folder, stdio: 'inherit', env: { ...process.env, PROPERTY_SEED: seed } },
    )
    if (status !== 0) {
      console.error(`failed; again by: npm run properties -- --seed ${seed} ${folder}`)
      process.exit(1)
    }
  }
}
