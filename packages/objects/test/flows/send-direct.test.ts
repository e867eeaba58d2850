import { connect, type Connection } from '@ais/core'
import { hrwTarget, loadPlacementDigest } from '@ais/core/wire'
import { memoryTransport, type MemoryAnswer } from '@ais/core/testing'
import { describe, expect, it } from 'vitest'
import { openObject } from '../../src/flows/read-object.js'
import { failureOf } from '../support/failure.js'

const digest = await loadPlacementDigest()
const proxy = 'http://proxy:1'
const urlOf = (id: string): string => `http://${id}:1`

/** A cluster whose targets are asked over no network. */
class Cluster {
  version = 1
  targets: readonly string[] = ['t1', 't2', 't3']
  /** Targets that hold the objects, where those are not the map's. */
  holders: readonly string[] | undefined
  isMapRefused = false
  isDirectRefused = false
  readonly missing = new Set<string>()
  /** What an object's target waits for before it answers, where it is asked directly. */
  readonly held = new Map<string, Promise<void>>()
  mapsAsked = 0
  questions = 0
  readonly asked: string[] = []

  readonly connection: Connection = connect({
    endpoint: proxy,
    retry: { maxAttempts: 1 },
    transport: memoryTransport(({ url }) => this.#answer(new URL(url))),
  })

  ownerOf(name: string): string {
    const nodes = (this.holders ?? this.targets).map((daemonId) => ({ daemonId, flags: 0n }))
    return hrwTarget(`ais/@#/b/${name}`, nodes, digest)?.daemonId ?? ''
  }

  read(name: string): Promise<unknown> {
    return openObject(this.connection, { bucket: { name: 'b' }, name }, { direct: true }).then(({ discard }) =>
      discard(),
    )
  }

  #map(): unknown {
    const node = (id: string, type: string) => ({
      daemon_id: id,
      daemon_type: type,
      public_net: { direct_url: type === 'proxy' ? proxy : urlOf(id) },
    })
    return {
      uuid: 'u',
      version: String(this.version),
      proxy_si: node('p', 'proxy'),
      pmap: { p: node('p', 'proxy') },
      tmap: Object.fromEntries(this.targets.map((id) => [id, node(id, 'target')])),
    }
  }

  async #answer(url: URL): Promise<MemoryAnswer> {
    const refusal = { status: 403, body: JSON.stringify({ message: 'denied', status: 403 }) }
    if (url.pathname === '/v1/daemon') {
      this.mapsAsked += 1
      return this.isMapRefused ? refusal : { status: 200, body: JSON.stringify(this.#map()) }
    }
    const name = url.pathname.split('/').at(-1) ?? ''
    if (url.origin === proxy) {
      this.questions += 1
      const location = `${urlOf(this.ownerOf(name))}${url.pathname}?provider=ais&pid=p`
      return { status: 301, headers: { location } }
    }
    const isRedirected = url.searchParams.has('pid')
    if (!isRedirected) {
      this.asked.push(`${url.hostname} ${name}`)
      await this.held.get(name)
    }
    if (!isRedirected && this.isDirectRefused) return refusal
    return url.hostname === this.ownerOf(name) && !this.missing.has(name)
      ? { status: 200, body: 'content', headers: { 'content-length': '7' } }
      : { status: 404, body: JSON.stringify({ message: `ais://b/${name} does not exist`, status: 404 }) }
  }
}

const names = Array.from({ length: 20 }, (_, index) => `o${index}`)

describe('reads straight from the owner', () => {
  it('ask the target that the map tells, the proxy for nothing, and for the map once', async () => {
    const cluster = new Cluster()
    await Promise.all(names.map((name) => cluster.read(name)))
    expect(cluster.asked.toSorted()).toEqual(names.map((name) => `${cluster.ownerOf(name)} ${name}`).toSorted())
    expect([cluster.questions, cluster.mapsAsked]).toEqual([0, 1])
  })

  it('go by the proxy for good once a target has refused', async () => {
    const cluster = new Cluster()
    cluster.isDirectRefused = true
    for (const name of names) await cluster.read(name)
    expect(cluster.asked).toHaveLength(1)
    expect(cluster.questions).toBe(names.length)
  })

  it('go by the proxy for good once the map was refused', async () => {
    const cluster = new Cluster()
    cluster.isMapRefused = true
    for (const name of names) await cluster.read(name)
    expect([cluster.asked, cluster.mapsAsked, cluster.questions]).toEqual([[], 1, names.length])
  })

  it('learn that a target has joined from the first object that moved, once for all', async () => {
    const cluster = new Cluster()
    await cluster.read('o0')
    cluster.targets = ['t1', 't2', 't3', 't4']
    cluster.version = 2
    await Promise.all(names.map((name) => cluster.read(name)))
    expect(cluster.mapsAsked).toBe(2)
    const questions = cluster.questions
    expect(questions).toBeGreaterThan(0)
    await Promise.all(names.map((name) => cluster.read(name)))
    expect([cluster.questions, cluster.mapsAsked]).toEqual([questions, 2])
  })

  it('do not ask again for the map that others have learned meanwhile', async () => {
    const cluster = new Cluster()
    const before = new Map(names.map((name) => [name, cluster.ownerOf(name)]))
    await cluster.read('o0')
    cluster.targets = ['t1', 't2', 't3', 't4']
    cluster.version = 2
    const [early = '', late = ''] = names.filter((name) => cluster.ownerOf(name) !== before.get(name))
    let release = (): void => {}
    cluster.held.set(late, new Promise((resolve) => (release = resolve)))
    const reading = cluster.read(late)
    await cluster.read(early)
    expect(cluster.mapsAsked).toBe(2)
    release()
    await reading
    expect([cluster.questions, cluster.mapsAsked]).toEqual([2, 2])
  })

  it('leave the targets alone for a while when the newest map does not tell where objects are', async () => {
    const cluster = new Cluster()
    cluster.holders = ['t4']
    for (const name of names) await cluster.read(name)
    expect(cluster.asked).toHaveLength(1)
    expect([cluster.questions, cluster.mapsAsked]).toEqual([names.length, 2])
  })

  it('do not ask for the map again over an object that is not there', async () => {
    const cluster = new Cluster()
    cluster.missing.add('o1')
    for (let call = 0; call < 3; call += 1)
      expect(await failureOf(cluster.read('o1'))).toMatchObject({ _tag: 'Api', code: 'ObjectNotFound' })
    expect(cluster.mapsAsked).toBe(1)
  })
})
