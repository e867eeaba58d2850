import type { CheckedIncident } from './check-on-real.ts'
import type { Run } from './run-incidents.ts'

const number = (value: number): string =>
  Number.isFinite(value) ? (value === 0 ? '0' : value.toFixed(value < 10 ? 2 : 0)) : '–'

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** Puts runs of a fleet into a Markdown table, one row each. */
export const report = (runs: readonly Run[]): string =>
  table(
    [
      'Run',
      'Ok/s before, during, at the end',
      'Failed/s during, at the end',
      'p99 ms before, during, at the end',
      'Proxy exchanges per call',
      'Worst second, × usual',
      'Recovered after',
      'Maps asked',
    ],
    runs.map(({ name, mapsTold, summary: { before, during, after, amplification, worstSecond, recoverySeconds } }) => [
      name,
      [before, during, after].map(({ okPerSecond }) => number(okPerSecond)).join(', '),
      [during, after].map(({ failedPerSecond }) => number(failedPerSecond)).join(', '),
      [before, during, after].map(({ p99Ms }) => number(p99Ms)).join(', '),
      // Where hardly a call ends there is no such ratio.
      number(during.okPerSecond + during.failedPerSecond < 0.1 * before.okPerSecond ? Number.NaN : amplification),
      number(worstSecond),
      recoverySeconds === undefined ? 'not yet' : recoverySeconds === 0 ? '< 1 s' : `${recoverySeconds} s`,
      String(mapsTold),
    ]),
  )

/** Puts a real cluster beside the model as a Markdown table. */
export const reportCheck = (checked: readonly CheckedIncident[]): string =>
  table(
    ['', 'Figure', 'Real', 'Model', 'May differ by', ''],
    checked.flatMap(({ what, held }) =>
      held.map(({ what: figure, real, model, tolerance, isWithin }, index) => [
        index === 0 ? what : '',
        figure,
        number(real),
        number(model),
        tolerance,
        isWithin ? 'held' : '**missed**',
      ]),
    ),
  )
