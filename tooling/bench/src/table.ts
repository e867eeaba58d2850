import type { Verdict } from './goals.ts'
import type { Measured } from './measured.ts'

const micros = (value: number): string =>
  value >= 10_000 ? `${(value / 1000).toFixed(1)} ms` : `${value.toFixed(value < 10 ? 1 : 0)} µs`

const aligned = (lines: readonly (readonly string[])[]): string => {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)))
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** Writes the measurements as a table; ratios are ours over the peer, of medians in the same run. */
export const table = (measured: readonly Measured[]): string => {
  const lines = [['row', 'contender', 'cpu/op', 'min–max', 'wall/op', 'ours ÷ it: cpu', 'wall', 'more']]
  for (const one of measured) {
    const ours = measured.find(({ row, contender }) => row === one.row && contender === 'ours')
    const ratio = (of: 'cpuMicros' | 'wallMicros'): string =>
      ours === undefined || one === ours ? '' : (ours[of] / one[of]).toFixed(2)
    lines.push([
      one.row,
      one.contender,
      micros(one.cpuMicros),
      `${micros(one.cpuMicrosMin)}–${micros(one.cpuMicrosMax)}`,
      micros(one.wallMicros),
      ratio('cpuMicros'),
      ratio('wallMicros'),
      Object.entries(one.extra)
        .map(([name, value]) => `${name} ${value.toFixed(value < 10 ? 1 : 0)}`)
        .join(', '),
    ])
  }
  return aligned(lines)
}

/** Writes what came of each goal. */
export const verdictTable = (judged: readonly { readonly row: string; readonly verdict: Verdict }[]): string =>
  aligned([
    ['row', 'goal', 'measured', 'verdict'],
    ...judged.map(({ row, verdict: { goal, value, verdict } }) => [
      row,
      goal.says,
      value === undefined ? '' : value.toFixed(2),
      verdict,
    ]),
  ])
