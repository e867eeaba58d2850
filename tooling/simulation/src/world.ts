// A thread of its own in which time is virtual and chance is seeded: the packages run in it as they are published.
import { parentPort, workerData } from 'node:worker_threads'
import type { Plan } from './plan.ts'
import { randomOf } from './random.ts'
import { VirtualClock } from './virtual-clock.ts'

const plan = workerData as Plan
const { checksumOf } = await import('@ais/core')
const { loadPlacementDigest } = await import('@ais/core/wire')
const { runFleet } = await import('./fleet.ts')
// WebAssembly is compiled in real time: before time is virtual.
await loadPlacementDigest()
await checksumOf('xxhash', new Uint8Array(1))

const clock = new VirtualClock()
const startedMs = Date.UTC(2026, 0, 1)
const replace = (on: object, name: string, value: unknown): void => {
  Object.defineProperty(on, name, { value, configurable: true, writable: true })
}
replace(globalThis, 'setTimeout', clock.setTimeout.bind(clock))
replace(globalThis, 'clearTimeout', clock.clearTimeout.bind(clock))
replace(globalThis, 'performance', { now: () => clock.nowMs })
replace(Date, 'now', () => startedMs + clock.nowMs)
replace(Math, 'random', randomOf(plan.seed + 1))

parentPort?.postMessage(await runFleet(plan, clock))
