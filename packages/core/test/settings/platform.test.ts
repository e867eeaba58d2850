import { afterEach, describe, expect, it, vi } from 'vitest'
import { connect } from '../../src/connect.js'
import { platform as node } from '../../src/platform/node.js'
import { platform as web } from '../../src/platform/web.js'
import { getSmap } from '../../src/operations/get-smap.js'
import { failure, serve } from '../servers/fixture.js'
import { reply } from '../servers/test-server.js'

afterEach(() => vi.unstubAllEnvs())

describe('the platform', () => {
  it('has the same shape in Node and on the web', () => {
    expect(Object.keys(web).toSorted()).toEqual(Object.keys(node).toSorted())
  })

  it('reads no environment and no files on the web', async () => {
    vi.stubEnv('AIS_ENDPOINT', 'http://env:1')
    expect(node.env('AIS_ENDPOINT')).toBe('http://env:1')
    expect(web.env('AIS_ENDPOINT')).toBeUndefined()
    await failure(web.readText('/etc/hosts'), 'NotSupported')
  })

  it('loads got in Node and fetch on the web', async () => {
    const options = { tls: {}, maxPoolSize: 1 }
    expect((await node.loadTransport(options)).name).toBe('got')
    expect((await web.loadTransport(options)).name).toBe('fetch')
  })
})

describe('the transport of a connection', () => {
  it('is the one of the platform unless given', async () => {
    const server = await serve((_, response) => reply(response, 404))
    await using connection = connect({ endpoint: server.url })
    expect((await failure(connection.send(getSmap()), 'Api')).code).toBe('NotFound')
  })

  it('that cannot be loaded fails the call with what is missing', async () => {
    const transport = (): Promise<never> => Promise.reject(new Error("Cannot find package 'undici'"))
    await using connection = connect({ endpoint: 'http://h:1', transport })
    const error = await failure(connection.send(getSmap()), 'NotSupported')
    expect(error.message).toContain("Cannot find package 'undici'")
  })
})
