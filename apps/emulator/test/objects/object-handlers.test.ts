import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorOf, linesOf, ObjectClient, send } from '../support/object-client.js'

let client: ObjectClient
beforeAll(async () => {
  client = await ObjectClient.start(3)
})
afterAll(() => client.emulator.close())

describe('GET', () => {
  beforeAll(async () => {
    await client.put('get', 'hello world')
  })

  it('is sent to the owner with 301, and answered with what a client needs', async () => {
    const asked = await send('GET', client.url('get'))
    expect(asked.status).toBe(301)
    expect(
      client.emulator.targets.some((target) =>
        asked.headers.location?.startsWith(`${target}/v1/objects/b/get?provider=ais&pid=`),
      ),
    ).toBe(true)
    expect(String(asked.body)).toMatch(/^<a href=".*&amp;utm=.*">Moved Permanently<\/a>\.\n\n$/)
    const { status, headers, body } = await client.get('get')
    expect([status, String(body)]).toEqual([200, 'hello world'])
    expect(headers).toMatchObject({
      'ais-checksum-type': 'xxhash2',
      'ais-checksum-value': '45ab6734b21e6968',
      'ais-version': '1',
      'content-length': '11',
      'content-type': 'application/octet-stream',
    })
    expect(headers['ais-atime']).toMatch(/^\d{19}$/)
    expect(headers).not.toHaveProperty('etag')
  })

  it.each([
    ['bytes=0-4', 206, 'hello', 'bytes 0-4/11'],
    ['bytes=6-', 206, 'world', 'bytes 6-10/11'],
    ['bytes=-5', 206, 'world', 'bytes 6-10/11'],
    ['bytes=6-100', 206, 'world', 'bytes 6-10/11'],
  ])('of the range %s', async (range, status, text, contentRange) => {
    const answer = await client.get('get', '', { range })
    expect([answer.status, String(answer.body), answer.headers['content-range']]).toEqual([status, text, contentRange])
    expect(answer.headers['accept-ranges']).toBe('bytes')
    // Of the whole object.
    expect(answer.headers['ais-checksum-value']).toBe('45ab6734b21e6968')
  })

  it('of a range past the end, and of one that is none', async () => {
    const past = await client.get('get', '', { range: 'bytes=11-' })
    expect([past.status, past.headers['content-range'], errorOf(past).tcode]).toEqual([
      416,
      'bytes */11',
      'ErrRangeNotSatisfiable',
    ])
    const malformed = await client.get('get', '', { range: 'bytes=b-a' })
    expect([malformed.status, malformed.headers['content-range']]).toEqual([416, undefined])
  })

  it('of what is not there', async () => {
    const answer = await client.get('nothing')
    expect(answer.status).toBe(404)
    expect(errorOf(answer)).toMatchObject({
      tcode: 'ErrNotFound',
      status: 404,
      message: expect.stringMatching(/^t\[\w+\]: ais:\/\/b\/nothing does not exist$/) as string,
    })
  })

  it('of large content gives all of it', async () => {
    const content = Buffer.alloc(5_000_000, 'large')
    await client.put('large', content)
    expect((await client.get('large')).body.equals(content)).toBe(true)
    expect((await client.get('large', '', { range: 'bytes=4999990-' })).body.equals(content.subarray(-10))).toBe(true)
  })
})

describe('PUT', () => {
  it('asked directly at a target is refused: the proxy must have sent it', async () => {
    const [target = ''] = client.emulator.targets
    const answer = await send('PUT', `${target}/v1/objects/b/direct?provider=ais`, { body: 'x' })
    expect(answer.status).toBe(400)
    expect(errorOf(answer).message).toMatch(/is expected to be redirected$/)
    expect((await client.get('direct')).status).toBe(404)
  })

  it('counts versions and keeps custom metadata; skip_vc starts again', async () => {
    expect((await client.put('versions', 'a')).headers['ais-version']).toBe('1')
    await client.call('PATCH', 'versions', { body: '{"value":{"k":"v"}}' })
    expect((await client.put('versions', 'a')).headers['ais-version']).toBe('2')
    expect(linesOf(await client.get('versions'), 'ais-custom-md')).toEqual(['k=v'])
    expect((await client.call('PUT', 'versions', { body: 'c', query: 'skip_vc=true' })).headers['ais-version']).toBe(
      '1',
    )
    expect(linesOf(await client.get('versions'), 'ais-custom-md')).toEqual([])
  })

  it.each([
    ['xxhash', '45ab6734b21e6968'],
    ['md5', '5eb63bbbe01eeed093cb22bb8f5acdc3'],
    ['crc32c', 'c99465aa'],
    ['none', 'whatever'],
  ])('takes a right %s', async (type, value) => {
    expect(
      (await client.put('sum', 'hello world', { 'ais-checksum-type': type, 'ais-checksum-value': value })).status,
    ).toBe(200)
  })

  it('with a wrong checksum is 500 and changes nothing', async () => {
    await client.put('wrong', 'old')
    const answer = await client.put('wrong', 'new', {
      'ais-checksum-type': 'xxhash2',
      'ais-checksum-value': '0000000000000000',
    })
    expect([answer.status, errorOf(answer).tcode]).toEqual([500, 'ErrBadCksum'])
    expect(errorOf(answer).message).toMatch(/^BAD DATA CHECKSUM: /)
    expect(String((await client.get('wrong')).body)).toBe('old')
  })

  it('of nothing stores an empty object', async () => {
    expect((await client.put('empty', '')).headers['ais-checksum-value']).toBe('ef46db3751d8e999')
    const answer = await client.get('empty')
    expect([answer.status, answer.headers['content-length']]).toEqual([200, '0'])
  })
})

describe('names', () => {
  it.each([
    'a b',
    'a%b',
    'a+b',
    'a#b',
    'a?b',
    'ü',
    '日本/語',
    'a&b=c;d',
    "it's",
    '"q"',
    '<x>',
    '😀',
    '(x)[y]{z}',
    '*!$@^`',
  ])('%s survives the redirect', async (name) => {
    expect((await client.put(name, name)).status).toBe(200)
    expect(String((await client.get(name, 'b=2&a=1')).body)).toBe(name)
    expect(linesOf(await client.call('HEAD', name), 'ais-name')).toEqual([name])
    expect((await client.call('DELETE', name)).status).toBe(200)
    expect((await client.get(name)).status).toBe(404)
  })

  it('are redirected in the letters of a real proxy', async () => {
    const location = async (name: string): Promise<string> => {
      const { headers } = await send('GET', client.url(name, 'b=2&a=1'))
      return (headers.location ?? '')
        .replace(/^http:\/\/[^/]+/, '')
        .replace(/pid=\w+/, 'pid=P')
        .replace(/utm=\w+/, 'utm=U')
    }
    expect(await location('ü')).toBe('/v1/objects/b/%c3%bc?provider=ais&b=2&a=1&pid=P&utm=U')
    expect(await location('<x>')).toBe('/v1/objects/b/<x>?provider=ais&b=2&a=1&pid=P&utm=U')
    expect(await location('ü b')).toBe('/v1/objects/b/%C3%BC%20b?a=1&b=2&pid=P&provider=ais&utm=U')
  })

  it.each(['a/../b', '../x', './x', 'a/./b', '~/x', 'tail/'])('%s is refused', async (name) => {
    const answer = await send(
      'PUT',
      `${client.emulator.endpoint}/v1/objects/b/${encodeURIComponent(name)}?provider=ais`,
      { body: 'x' },
    )
    expect([answer.status, errorOf(answer).tcode]).toEqual([400, 'errInvalidPath'])
  })

  it('are cleaned of double and leading slashes', async () => {
    await send(
      'PUT',
      (await send('PUT', `${client.emulator.endpoint}/v1/objects/b//x//y?provider=ais`)).headers.location ?? '',
      { body: 'clean' },
    )
    expect(String((await client.get('x/y')).body)).toBe('clean')
  })
})

describe('HEAD', () => {
  it('tells properties, all in v1 and those asked for in v2', async () => {
    await client.put('head', 'hello world')
    const v1 = await client.call('HEAD', 'head')
    expect(v1.headers).toMatchObject({
      'ais-bucket-name': 'b',
      'ais-bucket-provider': 'ais',
      'ais-name': 'head',
      'ais-present': 'true',
      'content-length': '11',
      'ais-mirror-copies': '1',
    })
    expect(v1.headers['ais-location']).toMatch(/^t\[\w+\]:mp\[/)
    const v2 = await client.call('HEAD', 'head', { query: 'props=checksum%2Cversion' })
    expect(v2.headers).toMatchObject({
      'ais-checksum-type': 'xxhash2',
      'ais-version': '1',
      'ais-present': 'true',
      'content-length': '11',
    })
    expect(v2.headers).not.toHaveProperty('ais-name')
  })

  it('tells errors in a header', async () => {
    expect(errorOf(await client.call('HEAD', 'nothing'))).toMatchObject({ status: 404, tcode: 'ErrNotFound' })
    expect(errorOf(await client.call('HEAD', 'head', { query: 'props=zzz' })).status).toBe(400)
    expect(errorOf(await client.call('HEAD', 'head', { query: 'presence=5' })).message).toBe(
      "ais://b/head is present (vs requested 'flt-outside'(5))",
    )
    expect((await client.call('HEAD', 'none/')).status).toBe(404)
  })
})

describe('changes', () => {
  it('set custom metadata, a line each, merged or replaced', async () => {
    await client.put('custom', 'x')
    await client.call('PATCH', 'custom', { body: '{"value":{"a":"1,2=3","ü":"日"}}' })
    await client.call('PATCH', 'custom', { body: '{"value":{"b":"2"}}' })
    expect(linesOf(await client.call('HEAD', 'custom'), 'ais-custom-md').toSorted()).toEqual(['a=1,2=3', 'b=2', 'ü=日'])
    await client.call('PATCH', 'custom', { body: '{"value":{"c":"3"}}', query: 'set-new-custom=True' })
    expect(linesOf(await client.call('HEAD', 'custom'), 'ais-custom-md')).toEqual(['c=3'])
    expect((await client.call('PATCH', 'custom', { body: '{"value":{"c":3}}' })).status).toBe(400)
    expect((await client.call('PATCH', 'nothing', { body: '{"value":{"c":"3"}}' })).status).toBe(404)
  })

  it('rename, also to where another target is the owner', async () => {
    await client.put('from', 'content')
    expect((await client.call('POST', 'from', { body: '{"action":"rename-obj","name":"to/there"}' })).status).toBe(200)
    expect((await client.get('from')).status).toBe(404)
    expect(String((await client.get('to/there')).body)).toBe('content')
    const self = await client.call('POST', 'to/there', { body: '{"action":"rename-obj","name":"to/there"}' })
    expect([self.status, errorOf(self).message]).toEqual([400, 'cannot rename ais://b/to/there to self, nothing to do'])
    expect((await client.call('POST', 'to/there', { body: '{"action":"rename-obj","name":"../x"}' })).status).toBe(400)
  })

  it('copy, with version and custom metadata', async () => {
    await client.put('source', 'v1')
    await client.put('source', 'v2')
    await client.call('PATCH', 'source', { body: '{"value":{"k":"v"}}' })
    const to = (uname: string): string => `object_to=${encodeURIComponent(uname)}`
    expect((await client.call('PUT', 'source', { query: to('ais/@#/b/copy/of') })).status).toBe(200)
    const copy = await client.get('copy/of')
    expect([String(copy.body), copy.headers['ais-version'], linesOf(copy, 'ais-custom-md')]).toEqual([
      'v2',
      '2',
      ['k=v'],
    ])
    const missing = await client.call('PUT', 'source', { query: to('ais/@#/none/x') })
    expect([missing.status, errorOf(missing).tcode]).toEqual([404, 'ErrBckNotFound'])
    expect((await client.call('PUT', 'source', { query: to('ais/@#/b/') })).status).toBe(400)
    expect((await client.call('PUT', 'nothing', { query: to('ais/@#/b/x') })).status).toBe(404)
  })

  it('delete, and evict, which deletes too', async () => {
    await client.put('gone', 'x')
    expect((await client.call('DELETE', 'gone')).status).toBe(200)
    const again = await client.call('DELETE', 'gone')
    expect([again.status, errorOf(again).message, errorOf(again).tcode]).toEqual([
      404,
      "ais://b/gone doesn't exist",
      undefined,
    ])
    await client.put('evicted', 'x')
    expect(
      (await client.call('DELETE', 'evicted', { body: '{"action":"evict-listrange","name":"b/evicted"}' })).status,
    ).toBe(200)
    expect((await client.get('evicted')).status).toBe(404)
  })

  it('check-lock finds none, also of what is not there', async () => {
    expect((await client.call('POST', 'nothing', { body: '{"action":"check-lock"}' })).status).toBe(200)
  })

  it('promote and blob download are refused in the words of a real proxy', async () => {
    const post = (body: unknown) =>
      send('POST', `${client.emulator.endpoint}/v1/objects/b?provider=ais`, { body: JSON.stringify(body) })
    const outside = await post({ action: 'promote', name: '/etc/passwd', value: { src: '/etc/passwd', obj: 'x' } })
    expect([outside.status, errorOf(outside).tcode]).toEqual([400, 'errInvalidPromoteSource'])
    const absent = await post({
      action: 'promote',
      name: '/var/lib/ais/promote/none',
      value: { src: '/var/lib/ais/promote/none', obj: 'x' },
    })
    expect([absent.status, errorOf(absent).tcode]).toEqual([404, 'PathError'])
    const blob = await post({ action: 'blob-download', name: 'x', value: {} })
    expect([blob.status, errorOf(blob).tcode]).toEqual([400, 'ErrNotRemoteBck'])
  })
})

describe('append', () => {
  const append = (name: string, type: string, handle: string, body = '') =>
    client.call('PUT', name, { body, query: `append_type=${type}&append_handle=${encodeURIComponent(handle)}` })

  it('builds an object that appears with the flush', async () => {
    const first = await append('built', 'append', '', 'one,')
    const second = await append('built', 'append', String(first.headers['ais-append-handle']), 'two')
    expect(second.headers['ais-append-handle']).not.toBe(first.headers['ais-append-handle'])
    expect((await client.get('built')).status).toBe(404)
    const flushed = await append('built', 'flush', String(second.headers['ais-append-handle']), 'ignored')
    expect([flushed.status, flushed.headers['ais-append-handle']]).toEqual([200, undefined])
    expect(String((await client.get('built')).body)).toBe('one,two')
    expect((await append('built', 'flush', String(second.headers['ais-append-handle']))).status).toBe(200)
    expect(String((await client.get('built')).body)).toBe('one,two')
  })

  it('goes on from what is there', async () => {
    await client.put('grown', 'start,')
    const { headers } = await append('grown', 'append', '', 'more')
    await append('grown', 'flush', String(headers['ais-append-handle']))
    const answer = await client.get('grown')
    expect([String(answer.body), answer.headers['ais-version']]).toEqual(['start,more', '2'])
  })

  it('keeps many pieces in their order', async () => {
    let handle = ''
    for (let index = 0; index < 120; index += 1)
      handle = String((await append('many', 'append', handle, `${index},`)).headers['ais-append-handle'])
    await append('many', 'flush', handle)
    expect(String((await client.get('many')).body)).toBe(
      Array.from({ length: 120 }, (_, index) => `${index},`).join(''),
    )
  })

  it('refuses what is no handle and no type', async () => {
    expect((await append('bad', 'append', 'zzz', 'x')).status).toBe(400)
    expect((await append('bad', 'flush', '')).status).toBe(400)
    expect((await append('bad', 'zzz', '', 'x')).status).toBe(400)
  })
})

it('short URLs are long ones', async () => {
  await client.put('short', 'url')
  const asked = await send('GET', `${client.emulator.endpoint}/ais/b/short`)
  expect(asked.status).toBe(301)
  expect(String((await send('GET', asked.headers.location ?? '')).body)).toBe('url')
})
