import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@ais/client'
import { pause } from './pause.ts'
import { RealNode } from './real-node.ts'

const readyWithinMs = 90_000

/** An AIStore of one proxy and some targets on this host, for the time of a measurement. */
export class RealCluster {
  readonly endpoint: string
  readonly proxy: RealNode
  readonly targets: readonly RealNode[]
  readonly #directory: string

  private constructor(binary: string, targets: number, firstPort: number) {
    this.endpoint = `http://127.0.0.1:${firstPort}`
    this.#directory = mkdtempSync(join(tmpdir(), 'ais-simulation-'))
    const node = (index: number): RealNode =>
      new RealNode({ binary, directory: join(this.#directory, String(index)), index, firstPort, targets })
    this.proxy = node(0)
    this.targets = Array.from({ length: targets }, (_, index) => node(index + 1))
  }

  /** Starts one, and waits until all targets have joined. @throws Error after 90 s without them */
  static async up(binary: string, targets: number, firstPort: number): Promise<RealCluster> {
    const cluster = new RealCluster(binary, targets, firstPort)
    cluster.proxy.start()
    await pause(2000)
    for (const target of cluster.targets) target.start()
    const endMs = performance.now() + readyWithinMs
    for (;;) {
      const lack = await cluster.#lack(targets)
      if (lack === undefined) return cluster
      if (performance.now() > endMs) {
        cluster.down()
        throw new Error(`simulation: no cluster of ${binary} within ${readyWithinMs / 1000} s: ${lack}`)
      }
      await pause(500)
    }
  }

  /** What the cluster lacks to be ready: one that is up may refuse its first buckets for some seconds. */
  async #lack(targets: number): Promise<string | undefined> {
    const known = await this.targetsKnown()
    if (known < targets) return `the proxy knows ${known} of ${targets} targets`
    await using client = new Client(this.endpoint)
    try {
      await client.bucket('ready').delete({ missingOk: true })
      await client.bucket('ready').create()
      await client.bucket('ready').delete()
      return undefined
    } catch (error) {
      return String(error)
    }
  }

  /** Targets in the proxy's map; 0 while there is no proxy. */
  async targetsKnown(): Promise<number> {
    try {
      const answer = await fetch(`${this.endpoint}/v1/daemon?what=smap`, { signal: AbortSignal.timeout(2000) })
      const { tmap } = (await answer.json()) as { readonly tmap?: object | null }
      return Object.keys(tmap ?? {}).length
    } catch {
      return 0
    }
  }

  /** Ends all of it, and removes what it stored. */
  down(): void {
    for (const node of [this.proxy, ...this.targets]) {
      node.thaw()
      node.kill()
    }
    rmSync(this.#directory, { recursive: true, force: true, maxRetries: 10 })
  }
}
