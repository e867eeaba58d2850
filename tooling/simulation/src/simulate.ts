import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { FleetResult } from './fleet.ts'
import type { Plan } from './plan.ts'

/** Runs a plan in a thread whose time is virtual. */
export const simulate = async (plan: Plan): Promise<FleetResult> => {
  const world = new Worker(new URL('world.ts', import.meta.url), {
    workerData: plan,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  const [result] = (await once(world, 'message')) as [FleetResult]
  await world.terminate()
  return result
}
