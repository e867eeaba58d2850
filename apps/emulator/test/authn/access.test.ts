import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmulator, type Emulator } from '../../src/index.js'
import { handlers } from '../../src/handlers/index.js'
import { ask, logIn, type Told } from './authn-http.js'

const action = (name: string, value: unknown = null): unknown => ({ action: name, name: '', value })

describe('a cluster with authentication', () => {
  let emulator: Emulator
  let admin: string
  const tokens: Record<string, string> = {}

  beforeAll(async () => {
    emulator = await startEmulator({ authn: {}, targets: 2 })
    const authn = emulator.authnEndpoint ?? ''
    admin = await logIn(authn, 'admin', 'admin')
    const { text } = await ask('GET', `${emulator.endpoint}/v1/daemon?what=smap`, { token: admin })
    const id = (JSON.parse(text) as { uuid: string }).uuid
    const own = (name: string, perm: string) => ({
      bck: { name, provider: 'ais', namespace: { uuid: id, name: '' } },
      perm,
    })
    const roles = [
      { name: 'reads', clusters: [{ id, perm: '771' }] },
      { name: 'sees', clusters: [{ id, perm: '12288' }] },
      { name: 'one-bucket', clusters: [{ id, perm: '771' }], buckets: [own('b', '831'), own('gets-only', '1')] },
      { name: 'elsewhere', clusters: [{ id: 'another', perm: '18446744073709551615' }] },
      { name: 'everywhere', clusters: [{ id: '', perm: '771' }] },
    ]
    for (const role of roles) await ask('POST', `${authn}/v1/roles`, { token: admin, body: role })
    for (const { name } of roles) {
      await ask('POST', `${authn}/v1/users`, { token: admin, body: { id: name, pass: 'secret', roles: [{ name }] } })
      tokens[name] = await logIn(authn, name, 'secret')
    }
    await ask('POST', `${authn}/v1/users`, { token: admin, body: { id: 'nothing', pass: 'secret', roles: [] } })
    tokens['nothing'] = await logIn(authn, 'nothing', 'secret')
    for (const bucket of ['b', 'c', 'gets-only'])
      await ask('POST', `${emulator.endpoint}/v1/buckets/${bucket}`, { token: admin, body: action('create-bck') })
  })
  afterAll(() => emulator.close())

  const at = (user: string | undefined, method: string, path: string, body?: unknown): Promise<Told> => {
    const token = user === 'admin' ? admin : user === undefined ? undefined : tokens[user]
    return ask(method, emulator.endpoint + path, {
      ...(token === undefined ? {} : { token }),
      ...(body === undefined ? {} : { body }),
    })
  }

  // What needs no token on a real server; everything else does, also what is emulated in the future.
  const open = new Set([
    '/v1/health',
    '/v1/download',
    '/v1/download/abort',
    '/v1/download/remove',
    '/v1/download/{verb}',
    // Batches ask for the buckets of their entries.
    '/v1/ml/moss',
    '/v1/ml/moss/{job}/{work}/{count}',
  ])
  const entries = handlers.filter(
    ({ route, node }) => !open.has(route.path) && !(node === 'target' && route.path === ''),
  )
  it('refuses a batch of a bucket that the caller may not read, however the entry names it', async () => {
    for (const place of [{ bucket: 'c' }, { uname: 'ais/@#/c/' }, { uname: 'ais/@#/c' }]) {
      const told = await at('gets-only', 'GET', '/v1/ml/moss', { in: [{ objname: 'x', ...place }] })
      expect([401, 403], JSON.stringify(place)).toContain(told.status)
      const nobody = await at(undefined, 'GET', '/v1/ml/moss', { in: [{ objname: 'x', ...place }] })
      expect(nobody.status).toBe(401)
    }
  })

  it.each(entries.map(({ route }) => [route.method, route.path, route.action ?? ''] as const))(
    'refuses %s %s %s without a token',
    async (method, path, name) => {
      const url = path.replace('{bucket}', 'b').replaceAll(/\{[a-z]+\+?\}/g, 'x')
      const message = name === '' ? undefined : action(name, name === 'list' ? {} : null)
      const told = await at(undefined, method, url, message)
      const isOpenAction = name === 'rechunk' || (name === 'summary-bck' && path === '/v1/buckets')
      expect(told.status, told.text).toBe(isOpenAction ? told.status : 401)
    },
  )

  it('lets administrators do everything, health be asked by everybody', async () => {
    expect((await at('admin', 'GET', '/v1/buckets')).status).toBe(200)
    expect((await at(undefined, 'GET', '/v1/health')).status).toBe(200)
  })

  const put = '/v1/objects/b/o'
  it.each([
    ['reads', 'GET', put, undefined, 301],
    ['reads', 'HEAD', put, undefined, 307],
    ['reads', 'PUT', put, 'x', 403],
    ['reads', 'DELETE', put, undefined, 403],
    ['reads', 'PATCH', put, action('', { a: 'b' }), 403],
    ['reads', 'POST', '/v1/objects/b', action('promote', {}), 403],
    ['reads', 'POST', put, action('rename-obj'), 403],
    ['reads', 'PUT', `${put}?append_type=append`, 'x', 403],
    ['reads', 'HEAD', '/v1/buckets/b', undefined, 200],
    ['reads', 'GET', '/v1/buckets', undefined, 403],
    ['reads', 'POST', '/v1/buckets/new', action('create-bck'), 403],
    ['reads', 'DELETE', '/v1/buckets/b', action('destroy-bck'), 403],
    ['reads', 'PATCH', '/v1/buckets/b', action('set-bprops', { access: '1' }), 403],
    ['reads', 'POST', '/v1/buckets/b?bck_to=ais%2F%40%23%2Fnew%2F', action('copy-bck', {}), 403],
    ['reads', 'POST', '/v1/buckets/b?bck_to=ais%2F%40%23%2Fnew%2F', action('move-bck'), 403],
    ['reads', 'GET', '/v1/daemon?what=smap', undefined, 403],
    ['reads', 'PUT', '/v1/cluster', action('start', { kind: 'lru' }), 403],
    ['sees', 'GET', '/v1/daemon?what=smap', undefined, 200],
    ['sees', 'GET', '/v1/buckets', undefined, 200],
    ['sees', 'GET', put, undefined, 403],
    ['one-bucket', 'PUT', put, 'x', 307],
    ['one-bucket', 'DELETE', put, undefined, 307],
    ['one-bucket', 'PUT', '/v1/objects/c/o', 'x', 403],
    // A bucket's entry takes the place of the cluster's, also where it permits less.
    ['one-bucket', 'HEAD', '/v1/objects/gets-only/o', undefined, 403],
    ['one-bucket', 'GET', '/v1/objects/gets-only/o', undefined, 301],
    ['elsewhere', 'GET', put, undefined, 403],
    ['everywhere', 'GET', put, undefined, 301],
    ['nothing', 'GET', put, undefined, 403],
    ['nothing', 'GET', '/v1/buckets', undefined, 403],
  ])('lets a user who %s %s %s %j: %i', async (user, method, path, body, status) => {
    const told = await at(user, method, path, body)
    expect(told.status, told.text).toBe(status)
  })

  it('says what was granted, in the words of a real cluster', async () => {
    expect((await at('one-bucket', 'PUT', '/v1/objects/gets-only/o', 'x')).message).toMatch(
      /^user `one-bucket` has insufficient permissions: \[user one-bucket, token expires in \w+, bucket ais:\/\/gets-only, granted\(GET\)\]$/,
    )
    expect((await at('nothing', 'GET', put)).message).toMatch(/granted\(none\)\]$/)
    expect((await at('nothing', 'GET', '/v1/buckets')).message).toBe('user `nothing` has insufficient permissions')
    expect((await at('everywhere', 'PUT', put, 'x')).message).toMatch(
      /granted\(GET,HEAD-OBJECT,HEAD-BUCKET,LIST-OBJECTS\)\]$/,
    )
  })

  it('asks for nobody who a bucket is for that does not exist', async () => {
    expect((await at(undefined, 'GET', '/v1/objects/nosuch/o')).status).toBe(404)
  })

  it('has targets that take only whom a proxy sent', async () => {
    const [target = ''] = emulator.targets
    for (const token of [undefined, admin])
      expect(await ask('GET', `${target}/v1/objects/b/o`, token === undefined ? {} : { token })).toMatchObject({
        status: 403,
        message: 'direct target access denied',
      })
    expect((await ask('GET', `${target}/v1/objects/b/o?pid=x&utm=y`)).status).toBe(404)
    expect((await ask('GET', `${target}/v1/health`)).status).toBe(200)
  })

  it.each([
    ['garbage', /token contains an invalid number of segments\]$/],
    ['a.b.c', /could not base64 decode header/],
    [`${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`, /signing method none is invalid\]$/],
  ])('takes no %s', async (token, message) => {
    const told = await ask('GET', `${emulator.endpoint}/v1/buckets`, { token })
    expect([told.status, told.message]).toEqual([401, expect.stringMatching(message)])
    const asAmazon = await ask('GET', `${emulator.endpoint}/v1/buckets`, { headers: { 'x-amz-security-token': token } })
    expect(asAmazon.message).toContain('from header "X-Amz-Security-Token"')
  })

  it('validates and revokes tokens for AuthN servers', async () => {
    const own = `${emulator.endpoint}/v1/tokens`
    expect((await ask('GET', own)).headers.get('allow')).toBe('POST, DELETE')
    expect((await ask('POST', own, { token: tokens['reads'] ?? '' })).status).toBe(200)
    expect((await ask('POST', own)).status).toBe(401)
    const body = { tokens: [tokens['everywhere']] }
    expect((await ask('DELETE', own, { token: tokens['reads'] ?? '', body })).status).toBe(403)
    expect((await ask('DELETE', own, { token: admin, body: { tokens: 'x' } })).status).toBe(400)
    expect((await ask('DELETE', own, { token: admin, body })).status).toBe(200)
    expect((await at('everywhere', 'GET', put)).message).toContain('[err: token revoked]')
  })
})

describe("a bucket's property access", () => {
  it('limits everybody, with authentication or without, but for reading and changing it', async () => {
    await using emulator = await startEmulator()
    const bucket = `${emulator.endpoint}/v1/buckets/b`
    await ask('POST', bucket, { body: action('create-bck') })
    expect((await ask('PATCH', bucket, { body: action('set-bprops', { access: '771' }) })).status).toBe(200)
    const told = await ask('PUT', `${emulator.endpoint}/v1/objects/b/o`, { body: 'x' })
    expect(told).toMatchObject({ status: 403 })
    expect(told.message).toMatch(
      /^bucket ais:\/\/b\(0x[0-9a-f]+\): PUT access denied \(allowed: \[GET,HEAD-OBJECT,HEAD-BUCKET,LIST-OBJECTS\]\)$/,
    )
    expect((await ask('GET', `${emulator.endpoint}/v1/objects/b/o`)).status).toBe(301)
    expect((await ask('DELETE', bucket, { body: action('destroy-bck') })).message).toContain(
      'DESTROY-BUCKET access denied',
    )
    expect((await ask('PATCH', bucket, { body: action('reset-bprops') })).status).toBe(200)
    expect((await ask('DELETE', bucket, { body: action('destroy-bck') })).status).toBe(200)
  })
})
