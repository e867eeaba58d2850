import type { WriteResult } from './write-matrix.ts'

const columnOf = ({ path, transport }: WriteResult): string =>
  transport === 'default' ? path.name : `${path.name} by ${transport}`

const shown = ({ outcome, state, isAsExpected }: WriteResult): string =>
  `${outcome === 'right' && state === 'new' ? '✓' : `${outcome}: ${state}`}${isAsExpected ? '' : ' (!)'}`

/** Writes the results as a table in Markdown, faults down and paths across, and then what was not as it must be. */
export const printWrites = (results: readonly WriteResult[]): string => {
  const names = [...new Set(results.map(columnOf))]
  const rows = [...new Set(results.map(({ fault }) => fault))].map((fault) => {
    const ofFault = results.filter((result) => result.fault === fault)
    const cells = names.map((name) => {
      const result = ofFault.find((one) => columnOf(one) === name)
      return result === undefined ? '' : shown(result)
    })
    return `| ${[`${fault.stage}: ${fault.name}`, ...cells].join(' | ')} |`
  })
  const unexpected = results.filter(({ isAsExpected }) => !isAsExpected)
  const told = unexpected.map((result) => {
    const { outcomes, states, maxSends } = result.fault.expected(result.path)
    return `not as it must be: ${result.fault.stage}: ${result.fault.name} / ${columnOf(result)}: ${result.outcome}: ${result.state}, sent ${result.sends} times; must be ${outcomes.join(' or ')}: ${states.join(' or ')}${maxSends === undefined ? '' : `, sent ${maxSends} times at most`}`
  })
  return [
    `| ${['fault', ...names].join(' | ')} |`,
    `|${'---|'.repeat(names.length + 1)}`,
    ...rows,
    '',
    ...told,
    `${results.length} cells, ${results.length - unexpected.length} as they must be`,
  ].join('\n')
}
