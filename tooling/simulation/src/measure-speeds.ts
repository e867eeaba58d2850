import { Client } from '@ais/client'
import { Agent } from 'undici'
import type { Speeds } from './speeds.ts'

/** What a real cluster did. */
export interface Measured extends Speeds {
  /** What a read takes more than its two hops: the client's own time. */
  readonly clientMs: number
  /** Reads a second, by how many were in flight; through the proxy, by `@ais/client`. */
  readonly rates: ReadonlyMap<number, number>
}

const objectsCount = 200
const size = 1024
const sampleCount = 400

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** Medians of a real cluster's hops, one in flight, and rates of whole reads. Makes a bucket and removes it. */
export const measureSpeeds = async (endpoint: string, inFlight: readonly number[]): Promise<Measured> => {
  const client = new Client(endpoint)
  const agent = new Agent()
  const bucket = client.bucket(`speeds-${Date.now().toString(36)}`)
  await bucket.create()
  try {
    for (let index = 0; index < objectsCount; index += 1)
      await bucket.object(`o${index}`).putContent(new Uint8Array(size).fill(7))
    const timed = async (url: string): Promise<{ readonly ms: number; readonly location: string }> => {
      const { origin, pathname, search } = new URL(url)
      const startedMs = performance.now()
      const { headers, body } = await agent.request({ origin, path: pathname + search, method: 'GET' })
      await body.dump()
      return { ms: performance.now() - startedMs, location: String(headers['location'] ?? '') }
    }
    const [health, proxy, target, whole]: [number[], number[], number[], number[]] = [[], [], [], []]
    for (let index = 0; index < sampleCount; index += 1) {
      // Rounds take turns, so that drift hits all alike.
      health.push((await timed(`${endpoint}/v1/health`)).ms)
      const hop = await timed(`${endpoint}/v1/objects/${bucket.name}/o${index % objectsCount}?provider=ais`)
      proxy.push(hop.ms)
      target.push((await timed(hop.location)).ms)
      const startedMs = performance.now()
      await bucket
        .object(`o${index % objectsCount}`)
        .get()
        .readAll()
      whole.push(performance.now() - startedMs)
    }
    const rates = new Map<number, number>()
    for (const workers of inFlight) {
      let left = sampleCount * 4
      const startedMs = performance.now()
      const work = async (): Promise<void> => {
        while (left > 0) {
          left -= 1
          await bucket
            .object(`o${left % objectsCount}`)
            .get()
            .readAll()
        }
      }
      await Promise.all(Array.from({ length: workers }, work))
      rates.set(workers, (sampleCount * 4 * 1000) / (performance.now() - startedMs))
    }
    // A health check does next to nothing: what it takes is the way there and back.
    const roundTripMs = median(health)
    return {
      roundTripMs,
      proxyMs: Math.max(0.01, median(proxy) - roundTripMs),
      targetMs: Math.max(0.01, median(target) - roundTripMs),
      clientMs: Math.max(0.01, median(whole) - median(proxy) - median(target)),
      rates,
    }
  } finally {
    await bucket.delete({ missingOk: true })
    await agent.close()
    await client.close()
  }
}
