import { gunzipSync } from 'node:zlib'
import { decode } from '@msgpack/msgpack'
import { request } from 'undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmulator, type Emulator } from '../../src/index.js'

let emulator: Emulator
let targetUrl: string
let targetId: string

interface Node {
  readonly daemon_id: string
  readonly flags: number
  readonly verifying_key?: string
  readonly public_net: { readonly direct_url: string }
}

const ask = async (url: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') => {
  const answer = await request(url, { method: method as 'GET', headers })
  return { status: answer.statusCode, headers: answer.headers, body: Buffer.from(await answer.body.arrayBuffer()) }
}

const askJson = async (path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') => {
  const { status, body } = await ask(emulator.endpoint + path, headers, method)
  return { status, json: JSON.parse(body.toString('utf8') || 'null') as Record<string, unknown> }
}

beforeAll(async () => {
  emulator = await startEmulator()
  const { json } = await askJson('/v1/daemon?what=smap')
  const [node] = Object.values(json['tmap'] as Record<string, Node>)
  targetUrl = node?.public_net.direct_url ?? ''
  targetId = node?.daemon_id ?? ''
  const message = JSON.stringify({ action: 'create-bck' })
  await request(`${emulator.endpoint}/v1/buckets/metrics`, { method: 'POST', body: message })
  const url = `${emulator.endpoint}/v1/objects/metrics/one?provider=ais`
  const put = await fetch(url, { method: 'PUT', body: '12345' })
  await put.text()
})
afterAll(() => emulator.close())

describe('statistics as msgpack', () => {
  it('has the same counters as in JSON, under short keys', async () => {
    const path = `${targetUrl}/v1/daemon?what=node_status`
    const { headers, body } = await ask(path, { accept: 'application/msgpack' })
    const compact = decode(body) as { n: { i: string; g: number; v: Uint8Array }; t: Record<string, number>; w: number }
    expect(headers['content-type']).toBe('application/msgpack')
    expect(compact.n.i).toBe(targetId)
    expect(compact.n.v).toHaveLength(32)
    const plain = JSON.parse((await ask(path)).body.toString('utf8')) as { tracker: Record<string, number> }
    expect(Object.keys(compact.t)).toEqual(Object.keys(plain.tracker))
    expect(compact.t).toMatchObject({ 'put.n': 1, 'put.size': 5 })
  })

  it('tells whole floats from integers, on which typed decoders insist', async () => {
    const { body } = await ask(`${targetUrl}/v1/daemon?what=node_status`, { accept: 'application/msgpack' })
    const at = body.indexOf(Buffer.from([0xa1, 0x6f]))
    expect(body[at + 2]).toBe(0xcb)
  })
})

describe('metrics for Prometheus', () => {
  it('move with the traffic, under the names that a real target gives them', async () => {
    const { status, headers, body } = await ask(`${targetUrl}/metrics`)
    expect(status).toBe(200)
    expect(headers['content-type']).toContain('version=0.0.4')
    const lines = body.toString('utf8').split('\n')
    expect(lines).toContain(`ais_target_put_count{node_id="${targetId}"} 1`)
    expect(lines).toContain(`ais_target_put_bytes{node_id="${targetId}"} 5`)
    expect(lines).toContain(`ais_target_disk_util{disk="vda",node_id="${targetId}"} 0`)
    expect(lines.some((line) => line.startsWith('ais_target_put_bps'))).toBe(false)
  })

  it('are zipped for those who take it', async () => {
    const { headers, body } = await ask(`${emulator.endpoint}/metrics`, { 'accept-encoding': 'gzip' })
    expect(headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(body).toString('utf8')).toContain('ais_node_primary_info{')
  })
})

describe('what nodes know', () => {
  it('has keys of proxies in the map, and of itself in its own description', async () => {
    const { json: map } = await askJson('/v1/daemon?what=smap')
    expect((map['proxy_si'] as Node).verifying_key).toMatch(/^[\w+/]{43}=$/)
    expect((map['tmap'] as Record<string, Node>)[targetId]).not.toHaveProperty('verifying_key')
    const { json: own } = await askJson('/v1/reverse/daemon?what=snode', { 'ais-node-id': targetId })
    expect(own).toHaveProperty('verifying_key')
  })

  it('is all told at once to the command-line tool', async () => {
    const { json } = await askJson('/v1/cluster?what=smapvote')
    expect(Object.keys(json)).toEqual(['smap', 'bmd', 'rmd', 'etlMD', 'config', 'si', 'prime_time', 'flags'])
    expect(json['bmd']).toHaveProperty('providers.ais.@#.metrics')
  })
})

describe('errors of nodes', () => {
  it('name the node that was meant, and the path as it would have seen it', async () => {
    const { status, json } = await askJson('/v1/reverse/daemon?what=nothing', { 'ais-node-id': targetId })
    expect(status).toBe(400)
    expect(json).toMatchObject({ url_path: '/v1/daemon', node: `t[${targetId}]` })
  })

  it('say which cloud is not there', async () => {
    const enable = await askJson('/v1/cluster/enable-bend/aws', {}, 'PUT')
    expect(enable).toMatchObject({ status: 400, json: { url_path: '/v1/daemon/enable-bend/aws/begin' } })
    const unknown = await askJson('/v1/cluster/disable-bend/moon', {}, 'PUT')
    expect(unknown.json['message']).toBe('can only disable cloud backend (have "moon")')
  })

  it('are none for changes that a proxy takes no notice of, and 501 for those it only lacks', async () => {
    expect((await ask(`${emulator.endpoint}/v1/cluster/nosuch`, {}, 'PUT')).status).toBe(200)
    expect((await ask(`${emulator.endpoint}/v1/cluster/load-x509`, {}, 'PUT')).status).toBe(501)
    expect((await ask(`${emulator.endpoint}/v1/cluster/daemon/x`, {}, 'DELETE')).status).toBe(403)
  })
})
