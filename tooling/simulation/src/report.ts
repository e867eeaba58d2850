import type { Phase, Summary } from './summary.ts'

const number = (value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(value < 10 ? 2 : 0))

const phase = ({ okPerSecond, failedPerSecond, p50Ms, p99Ms }: Phase): readonly string[] =>
  [okPerSecond, failedPerSecond, p50Ms, p99Ms].map(number)

/** One row of a Markdown table for each run. */
export const report = (
  runs: readonly { readonly name: string; readonly summary: Summary; readonly mapsTold: number }[],
): string =>
  [
    '| run | before: ok/s | failed/s | p50 ms | p99 ms | during: ok/s | failed/s | p50 ms | p99 ms | proxy exchanges per call | worst second | recovered after s | maps asked |',
    '|---|---|---|---|---|---|---|---|---|---|---|---|---|',
    ...runs.map(
      ({ name, mapsTold, summary: { before, during, amplification, worstSecond, recoverySeconds } }) =>
        `| ${[name, ...phase(before), ...phase(during), number(amplification), Number.isFinite(worstSecond) ? number(worstSecond) : '–', recoverySeconds ?? 'never', mapsTold].join(' | ')} |`,
    ),
  ].join('\n')
