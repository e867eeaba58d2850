import type { ReadResult } from './read-matrix.ts'

const signs: Readonly<Record<string, string>> = { right: '✓', 'right, unchecked': '✓u', unverified: 'u' }

const columns = (results: readonly ReadResult[]): readonly string[] => [
  ...new Set(results.map(({ path, transport }) => columnOf(path.name, transport))),
]

const columnOf = (path: string, transport: string): string =>
  transport === 'default' ? path : `${path} by ${transport}`

/** Writes the results as a table in Markdown, faults down and paths across, and then what was not as it must be. */
export const printReads = (results: readonly ReadResult[]): string => {
  const names = columns(results)
  const faults = [...new Set(results.map(({ fault }) => fault))]
  const rows = faults.map((fault) => {
    const ofFault = results.filter((result) => result.fault === fault)
    const cells = names.map((name) => {
      const result = ofFault.find(({ path, transport }) => columnOf(path.name, transport) === name)
      if (result === undefined) return ''
      return `${signs[result.outcome] ?? result.outcome}${result.isAsExpected ? '' : ' (!)'}`
    })
    const longest = Math.max(...ofFault.map(({ wallMs }) => wallMs))
    return `| ${[fault.name, ...cells, `${(longest / 1000).toFixed(1)} s`].join(' | ')} |`
  })
  const unexpected = results.filter(({ isAsExpected }) => !isAsExpected)
  return [
    `| ${['fault', ...names, 'longest'].join(' | ')} |`,
    `|${'---|'.repeat(names.length + 2)}`,
    ...rows,
    '',
    ...unexpected.map(
      ({ fault, path, transport, outcome }) =>
        `not as it must be: ${fault.name} / ${path.name} / ${transport}: ${outcome}, not ${fault.expected(path, transport).join(' or ')}`,
    ),
    `${results.length} cells, ${results.length - unexpected.length} as they must be`,
  ].join('\n')
}
