import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { manifest, owed } from './manifest/index.ts'
import type { ManifestRow } from './manifest/manifest-row.ts'

/** Where the page is kept. */
export const fromPythonPath = fileURLToPath(new URL('../../../docs/from-python.md', import.meta.url))

const cell = (text: string): string => text.replaceAll('|', '\\|')

/** `Bucket.create` belongs to `Bucket`; what only Go has, to itself. */
const nounOf = ({ python }: ManifestRow): string =>
  python.startsWith('api.') ? 'Go' : (/^[A-Za-z]+/.exec(python)?.[0] ?? python)

const rowOf = ({ python, package: home, here }: ManifestRow): string => {
  const folder = home.replace('@ais/', '')
  return `| \`${cell(python.replace(/^api\./, ''))}\` | \`${cell(here === '' ? python : here)}\` | [\`${home}\`](../packages/${folder}) |`
}

const table = (rows: readonly ManifestRow[]): string =>
  ['| Python | here | package |', '|---|---|---|', ...rows.map(rowOf)].join('\n')

/** Writes the page from the manifest. */
export const renderFromPython = (): string => {
  const rows: readonly ManifestRow[] = [...manifest, ...owed].toSorted((a, b) => (a.python < b.python ? -1 : 1))
  const nouns = [...new Set(rows.map(nounOf))].filter((noun) => noun !== 'Go')
  const sections = nouns.map((noun) => `## ${noun}\n\n${table(rows.filter((row) => nounOf(row) === noun))}`)
  return `# From the Python SDK

Every class and method of AIStore's Python SDK, and where it is here. Names are the same in camelCase; optional arguments come in one options object, last;
durations end in \`Ms\`, sizes in \`Bytes\`; what sends something returns a Promise, what lists is an async iterable; errors are \`AisError\`s. This page is written from
the manifest of the conformance suite, which proves each row on the emulator and on real clusters.

${sections.join('\n\n')}

## What only AIStore's Go package has

${table(rows.filter((row) => nounOf(row) === 'Go'))}
`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(fromPythonPath, renderFromPython())

/** The page as it is kept. */
export const keptFromPython = (): string => readFileSync(fromPythonPath, 'utf8')
