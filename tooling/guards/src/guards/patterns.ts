import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Diagnostics } from 'recheck'
import type { Guard } from '../guard.ts'
import { patternsOf, type Pattern } from '../patterns.ts'

const ledgerFile = 'tooling/guards/src/data/patterns.json'

interface Ledger {
  /** Sources that make patterns from texts, with what makes that harmless. */
  readonly made: Readonly<Record<string, string>>
  /** What was found out about each literal. */
  readonly proved: Readonly<Record<string, string>>
}

const readLedger = (root: string): Ledger => {
  try {
    return JSON.parse(readFileSync(join(root, ledgerFile), 'utf8')) as Ledger
  } catch {
    return { made: {}, proved: {} }
  }
}

const prove = async ({ source, flags }: Pattern): Promise<Diagnostics> => {
  // The checker itself, not a program that it would look for; it is told by the environment before it is loaded.
  process.env['RECHECK_BACKEND'] = 'pure'
  const { check } = await import('recheck')
  return check(source, flags, { timeout: 120_000 })
}

const verdictOf = (found: Diagnostics): { readonly isSafe: boolean; readonly told: string } => {
  if (found.status === 'unknown') return { isSafe: false, told: `nothing could be proved (${found.error.kind})` }
  if (found.status === 'safe')
    return { isSafe: true, told: found.complexity.isFuzz ? 'no attack found by fuzzing' : found.complexity.type }
  return { isSafe: false, told: `${found.complexity.summary}, as for ${found.attack.pattern}` }
}

/**
 * Every regular expression of what is published finds its place in a text, whoever chose the text, in a time that grows with the text
 * alone. What was proved once is noted, as proving takes seconds; `--update` notes what is new.
 */
export const patterns: Guard = {
  name: 'patterns',
  run: async ({ workspace: { files, root }, update }) => {
    const ledger = readLedger(root)
    const problems: string[] = []
    const proved: Record<string, string> = {}
    const made: Record<string, string> = {}
    for (const file of files.filter((each) => /^(packages|apps)\/[^/]+\/src\/.*(?<!\.d)\.ts$/.test(each))) {
      const { literals, makesOthers } = patternsOf(file, readFileSync(join(root, file), 'utf8'))
      const reason = ledger.made[file]
      if (makesOthers && reason === undefined)
        problems.push(`${file}: makes a pattern of a text: use a literal, or say in ${ledgerFile} why it is harmless`)
      if (makesOthers && reason !== undefined) made[file] = reason
      for (const pattern of literals) {
        const { text } = pattern
        if (proved[text] !== undefined) continue
        const known = ledger.proved[text]
        // oxlint-disable-next-line no-await-in-loop -- there are two cores
        const { isSafe, told } = known === undefined ? verdictOf(await prove(pattern)) : { isSafe: true, told: known }
        if (isSafe) proved[text] = told
        if (!isSafe) problems.push(`${file}: ${text} may take very long: ${told}`)
        else if (known === undefined && !update)
          problems.push(
            `${file}: ${text} is new, and harmless (${told}): note it by \`npm run check -- --update patterns\``,
          )
      }
    }
    if (update) {
      const sorted = Object.fromEntries(Object.entries(proved).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      writeFileSync(join(root, ledgerFile), `${JSON.stringify({ made, proved: sorted }, undefined, 2)}\n`)
    }
    return problems
  },
}
