import type { FleetResult } from './fleet.ts'
import type { Plan } from './plan.ts'
import { sum, summarize } from './summary.ts'
import { failedOf } from './tally.ts'

/** A figure of a real cluster beside the model's. */
export interface Held {
  readonly what: string
  readonly real: number
  readonly model: number
  /** What they may be apart, in words. */
  readonly tolerance: string
  readonly isWithin: boolean
}

const near = (what: string, real: number, model: number, by: number, words: string): Held => ({
  what,
  real,
  model,
  tolerance: words,
  isWithin: Math.abs(real - model) <= by,
})

/** Holds what the model did to what a real cluster did by the same plan; `clientMs` is a read's time in the client, which the model has none of. */
export const holdToReal = (plan: Plan, real: FleetResult, model: FleetResult, clientMs: number): readonly Held[] => {
  const [there, here] = [summarize(plan, real), summarize(plan, model)]
  const usual = there.before.okPerSecond
  const from = Math.floor(plan.beginMs / 1000)
  const troubled = Math.ceil((plan.endMs + (plan.rejoin?.at(-1)?.afterMs ?? 0)) / 1000)
  const of = ({ seconds }: FleetResult, until: number) => {
    const stretch = seconds.slice(from, until)
    const ok = sum(stretch.map((second) => second.ok))
    const failed = sum(stretch.map(failedOf))
    const asked = sum(stretch.map(({ proxyExchanges }) => proxyExchanges))
    return { ok: ok / stretch.length, failed: failed / stretch.length, asked: asked / stretch.length }
  }
  const [a, b] = [of(real, troubled), of(model, troubled)]
  const latencyMs = here.before.p50Ms + clientMs
  return [
    near('reads ok/s before', usual, here.before.okPerSecond, 0.1 * usual, '10 %'),
    {
      ...near('p50 before, ms', there.before.p50Ms, latencyMs, 0, 'twice or half'),
      isWithin: there.before.p50Ms <= 2 * latencyMs && latencyMs <= 2 * there.before.p50Ms,
    },
    near('reads ok/s in trouble', a.ok, b.ok, 0.1 * usual, '10 % of before'),
    near('failed/s in trouble', a.failed, b.failed, 0.1 * usual, '10 % of before'),
    near('proxy exchanges/s in trouble', a.asked, b.asked, 0.15 * usual, '15 % of before'),
    near('recovered after, s', there.recoverySeconds ?? Infinity, here.recoverySeconds ?? Infinity, 2, '2 s'),
    near('reads ok/s at the end', there.after.okPerSecond, here.after.okPerSecond, 0.1 * usual, '10 % of before'),
  ]
}
