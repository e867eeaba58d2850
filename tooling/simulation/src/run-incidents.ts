import type { Plan } from './plan.ts'
import { simulate } from './simulate.ts'
import { summarize, type Summary } from './summary.ts'
import type { Second } from './tally.ts'

/** What came of a fleet in an incident. */
export interface Run {
  readonly name: string
  readonly summary: Summary
  readonly mapsTold: number
  readonly seconds: readonly Second[]
}

/** Runs a fleet through incidents by their names, one after another; `log` is told of each before it begins. */
export const runIncidents = async (
  plan: Omit<Plan, 'incident'>,
  names: readonly string[],
  log: (name: string) => void,
): Promise<readonly Run[]> => {
  const runs: Run[] = []
  for (const name of names) {
    log(name)
    const whole: Plan = { ...plan, incident: name }
    const { mapsTold, seconds } = await simulate(whole)
    runs.push({ name, summary: summarize(whole, { mapsTold, seconds }), mapsTold, seconds })
  }
  return runs
}
