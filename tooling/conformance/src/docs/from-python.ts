import { manifest } from '../manifest/index.ts'
import type { ManifestRow } from '../manifest/manifest-row.ts'
import { renderIdioms } from './idioms.ts'
import { absences, clientOptionRows } from './more-rows.ts'
import { byName, isGo, pythonTable } from './python-table.ts'

/** `Bucket.create` belongs to `Bucket`. */
const nounOf = ({ python }: ManifestRow): string => /^[A-Za-z]+/.exec(python)?.[0] ?? python

const linkTo = (home: string): string => `../packages/${home.replace('@ais/', '')}`

/** Writes the page from the manifest. */
export const renderFromPython = (): string => {
  const rows = byName(manifest).filter(({ here }) => here !== '')
  const nouns = [...new Set(rows.filter((row) => !isGo(row)).map(nounOf))]
  const sections = nouns.map((noun) => {
    const own = rows.filter((row) => !isGo(row) && nounOf(row) === noun)
    return `### ${noun}\n\n${pythonTable(own, { linkTo })}`
  })
  return `# From the Python SDK

Whoever knows AIStore's Python SDK knows this one: its nouns and verbs are here under the same names in camelCase. What differs is the same everywhere:

- optional arguments come in one options object, last; durations end in \`Ms\`, sizes in \`Bytes\`;
- what sends something returns a Promise, what lists is an async iterable; handles such as \`client.bucket(name)\` send nothing;
- \`Object\` is \`AisObject\`, since the language owns the name; what Python returns as \`bytes\` is a \`Uint8Array\`;
- iterating over a reader gives pieces as they arrive; give \`chunkSize\` for chunks of one size, which are of 32,768 bytes in Python;
- every failure is an \`AisError\`, told apart by \`_tag\`, and by \`code\` where AIStore answered; a job that failed is a result, \`success: false\`.

## The same in both

${renderIdioms()}

The left column runs with aistore 2.0.0 from PyPI, the right one with \`@ais/client\`, both in the tests of this repository.

## Options of the client

${pythonTable(clientOptionRows)}

## What is not here

| Python | instead |
|---|---|
${absences.map(([name, instead]) => `| ${name} | ${instead} |`).join('\n')}

## Every class and method

Written from the manifest of the conformance suite (\`tooling/conformance\`), which proves each row on the emulator and, by hand, on real clusters.

${sections.join('\n\n')}

## What only AIStore's Go package has

${pythonTable(rows.filter(isGo), { left: 'Go', linkTo })}
`
}
