import type { RandomResult } from './run-random.ts'

const told = (example: string | undefined): string => (example === undefined ? '' : `, as in: ${example.slice(0, 240)}`)

/** Writes what came of a run at random. */
export const printRandom = (result: RandomResult): string => {
  const { seed, transfers, acknowledged, outcomes, examples, violations, leftAfterwards } = result
  return [
    `${transfers} transfers with seed ${seed}, ${acknowledged} writes acknowledged:`,
    ...Object.entries(outcomes).map(
      ([outcome, count]) => `  ${String(count).padStart(7)}  ${outcome}${told(examples.get(outcome))}`,
    ),
    ...violations.map((violation) => `must never be: ${violation}`),
    `${violations.length} violations`,
    ...(leftAfterwards === undefined
      ? []
      : [`${leftAfterwards.length} of what was left wrong afterwards`, ...leftAfterwards.map((what) => `  ${what}`)]),
  ].join('\n')
}
