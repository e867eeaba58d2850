import type { Fault, FaultProxy, Random } from '@ais-tooling/fault-proxy'

/** Faults that any exchange may meet; those of answers and those of requests. */
const faultsOf = (random: Random): readonly [Fault, ...Fault[]] => [
  { kind: 'answer', status: random.pick([500, 502, 503, 504, 429]) },
  { kind: 'break', how: random.pick(['fin', 'rst']), at: 'any' },
  { kind: 'hang', at: 'any' },
  { kind: 'cut', how: random.pick(['fin', 'rst']), at: 'any' },
  { kind: 'cut-head', how: 'rst' },
  { kind: 'flip', at: 'any' },
  { kind: 'stall', at: 'any' },
  { kind: 'truncate', at: 'any' },
  { kind: 'lose', how: random.pick(['fin', 'rst', 'hang']) },
  { kind: 'deny', status: 503 },
  { kind: 'longer', bytes: 100 },
  { kind: 'garbage' },
  { kind: 'other-range', byBytes: 17 },
  { kind: 'no-range' },
  { kind: 'gzip' },
]

/** Kinds that pay in seconds of waiting, and so happen less often. */
const slow: ReadonlySet<Fault['kind']> = new Set(['hang', 'stall'])

/** Puts faults before a share of all exchanges with objects; each transfer meets other ones. */
export const putRandomFaults = (proxy: FaultProxy, probability: number): void => {
  const target = /^\/v1\/objects\//
  for (const fault of faultsOf(proxy.random))
    proxy.use({
      target,
      fault,
      count: Infinity,
      probability: (probability / 15) * (slow.has(fault.kind) ? 0.3 : 1),
      ...(fault.kind === 'flip' || fault.kind === 'truncate' ? { at: 'node' } : {}),
    })
}
