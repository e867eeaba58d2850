import { afterAll, beforeAll, expect, it } from 'vitest'
import { startEmulator, type Emulator } from '../../src/emulator.js'
import { follow } from '../support/follow.js'

let emulator: Emulator
const send = (method: string, path: string, message?: object, headers: Record<string, string> = {}) =>
  follow(method, `${emulator.endpoint}/v1${path}`, {
    headers,
    ...(message === undefined ? {} : { body: JSON.stringify(message) }),
  })

beforeAll(async () => {
  emulator = await startEmulator()
  await send('POST', '/buckets/b', { action: 'create-bck' })
})
afterAll(() => emulator.close())

// Each of these was found by giving the same generated sequence of operations to a real cluster.

it('a missing object is copied onto itself without a word', async () => {
  expect(await send('PUT', '/objects/b/none?object_to=ais/@%23/b/none')).toMatchObject({ status: 200 })
  expect(await send('PUT', '/objects/b/none?object_to=ais/@%23/b/other')).toMatchObject({ status: 404 })
})

it('an archive that began by appending has no version', async () => {
  const put = await follow('PUT', `${emulator.endpoint}/v1/objects/b/new.tar?archpath=a`, {
    body: 'x',
    headers: { 'Ais-Pine': '2' },
  })
  expect(put.status).toBe(200)
  const head = await send('HEAD', '/objects/b/new.tar')
  expect(head.headers).not.toHaveProperty('ais-version')
  const listed = await send(
    'GET',
    '/buckets/b',
    { action: 'list', value: { props: 'name,version', prefix: 'new' } },
    { accept: 'application/json' },
  )
  expect(JSON.parse(listed.body.toString())).toMatchObject({ entries: [{ name: 'new.tar', flags: 64 }] })
  expect(listed.body.toString()).not.toContain('version')
})

it('names that a template made up may be missing', async () => {
  const gone = async (value: object) => {
    const { body } = await send('DELETE', '/buckets/b', { action: 'delete-listrange', value })
    const status = await send('GET', '/cluster?what=status', { ID: body.toString() })
    return JSON.parse(status.body.toString()) as Readonly<Record<string, unknown>>
  }
  expect(await gone({ template: 'n-{1..2}' })).toMatchObject({ err: '' })
  expect(String((await gone({ objnames: ['n-1'] }))['err'])).toContain('does not exist')
})

it('start_after is of objects: directories of a listing without recursion are all listed', async () => {
  await send('POST', '/buckets/dirs', { action: 'create-bck' })
  for (const name of ['a', 'd1/x', 'd2/x', 'm', 'z'])
    await follow('PUT', `${emulator.endpoint}/v1/objects/dirs/${name}`, { body: 'x' })
  const page = async (more: object) => {
    const value = { props: 'name', flags: '2048', ...more }
    const { body } = await send('GET', '/buckets/dirs', { action: 'list', value }, { accept: 'application/json' })
    const { entries, continuation_token: token } = JSON.parse(body.toString()) as {
      entries: readonly { name: string }[] | null
      continuation_token: string
    }
    return [...(entries ?? []).map(({ name }) => name), `> ${token}`]
  }
  expect(await page({ start_after: 'n' })).toEqual(['d1/', 'd2/', 'z', '> '])
  expect(await page({ start_after: 'd1/zz', pagesize: 2 })).toEqual(['d1/', 'd2/', '> d2/'])
  expect(await page({ start_after: 'n', pagesize: 2, continuation_token: 'd1/' })).toEqual(['d2/', 'z', '> z'])
  expect(await page({ continuation_token: 'd1' })).toEqual(['d1/', 'd2/', 'm', 'z', '> '])
})

it('versions are told after versioning ended, and count on when it begins again', async () => {
  await send('POST', '/buckets/unversioned', { action: 'create-bck' })
  await follow('PUT', `${emulator.endpoint}/v1/objects/unversioned/o`, { body: 'x' })
  await send('PATCH', '/buckets/unversioned', { action: 'set-bprops', value: { versioning: { enabled: false } } })
  const value = { props: 'name,version' }
  const { body } = await send('GET', '/buckets/unversioned', { action: 'list', value }, { accept: 'application/json' })
  expect(JSON.parse(body.toString())).toMatchObject({ entries: [{ name: 'o', version: '1' }] })
  const told = async (name: string): Promise<unknown> =>
    (await send('HEAD', `/objects/unversioned/${name}`)).headers['ais-version']
  expect(await told('o')).toBe('1')
  await follow('PUT', `${emulator.endpoint}/v1/objects/unversioned/o`, { body: 'y' })
  await follow('PUT', `${emulator.endpoint}/v1/objects/unversioned/new`, { body: 'z' })
  const { headers } = await follow('PUT', `${emulator.endpoint}/v1/objects/unversioned/grown?append_type=append`, {
    body: 'a',
  })
  const handle = encodeURIComponent(String(headers['ais-append-handle']))
  await follow('PUT', `${emulator.endpoint}/v1/objects/unversioned/grown?append_type=flush&append_handle=${handle}`)
  expect(await send('HEAD', '/objects/unversioned/grown')).toMatchObject({ status: 200 })
  expect([await told('o'), await told('new'), await told('grown')]).toEqual(['1', undefined, undefined])
  await send('PATCH', '/buckets/unversioned', { action: 'set-bprops', value: { versioning: { enabled: true } } })
  await follow('PUT', `${emulator.endpoint}/v1/objects/unversioned/o`, { body: 'x' })
  await follow('PUT', `${emulator.endpoint}/v1/objects/unversioned/new`, { body: 'y' })
  expect([await told('o'), await told('new')]).toEqual(['2', '1'])
})

it('a copy on the same target is hashed as its bucket wants it and is the first version there; one that is the same is left', async () => {
  for (const name of ['from', 'to']) await send('POST', `/buckets/${name}`, { action: 'create-bck' })
  await send('PATCH', '/buckets/to', { action: 'set-bprops', value: { checksum: { type: 'md5' } } })
  for (const body of ['1', '2', 'hello']) await follow('PUT', `${emulator.endpoint}/v1/objects/from/o`, { body })
  await send('PATCH', '/objects/from/o', { action: '', value: { k: 'v' } })
  await follow('PUT', `${emulator.endpoint}/v1/objects/from/same`, { body: 'hello' })
  for (const to of ['to/o', 'from/copy', 'from/same'])
    expect(await send('PUT', `/objects/from/o?object_to=ais/@%23/${to}`)).toMatchObject({ status: 200 })
  const head = async (name: string) => (await send('HEAD', `/objects/${name}`)).headers
  expect(await head('to/o')).toMatchObject({
    'ais-version': '1',
    'ais-checksum-type': 'md5',
    'ais-checksum-value': '5d41402abc4b2a76b9719d911017c592',
    'ais-custom-md': 'k=v',
  })
  expect(await head('from/copy')).toMatchObject({ 'ais-version': '3', 'ais-checksum-value': '26c7827d889f6da3' })
  expect(await head('from/same')).toMatchObject({ 'ais-version': '1' })
  expect(await head('from/same')).not.toHaveProperty('ais-custom-md')
})

it('a copy that another target holds keeps version and checksum', async () => {
  await using wide = await startEmulator({ targets: 4 })
  const at = (path: string) => `${wide.endpoint}/v1/${path}`
  const act = (method: string, path: string, message: object) =>
    follow(method, at(path), { body: JSON.stringify(message) })
  for (const name of ['from', 'to']) await act('POST', `buckets/${name}`, { action: 'create-bck' })
  for (const body of ['1', 'hello']) await follow('PUT', at('objects/from/o'), { body })
  const versions = new Map<boolean, Set<unknown>>([
    [true, new Set()],
    [false, new Set()],
  ])
  const targetOf = (location: unknown) => /t\[\w+\]/.exec(String(location))?.[0]
  const source = targetOf((await follow('HEAD', at('objects/from/o'))).headers['ais-location'])
  for (const index of Array.from({ length: 40 }).keys()) {
    await follow('PUT', at(`objects/from/o?object_to=ais/@%23/to/${index}`))
    const { headers } = await follow('HEAD', at(`objects/to/${index}`))
    versions.get(targetOf(headers['ais-location']) === source)?.add(headers['ais-version'])
  }
  expect(versions.get(true)).toEqual(new Set(['1']))
  expect(versions.get(false)).toEqual(new Set(['2']))
})

it('members of archives are listed with their sizes, whatever is asked for', async () => {
  await send('POST', '/buckets/archived', { action: 'create-bck' })
  await follow('PUT', `${emulator.endpoint}/v1/objects/archived/a.tar?archpath=one`, {
    body: '12345',
    headers: { 'Ais-Pine': '2' },
  })
  const value = { props: 'name', flags: '8' }
  const { body } = await send('GET', '/buckets/archived', { action: 'list', value }, { accept: 'application/json' })
  expect((JSON.parse(body.toString()) as { entries: readonly object[] }).entries).toEqual([
    { name: 'a.tar', flags: 576 },
    { name: 'a.tar/one', size: '5', flags: 192 },
  ])
})

it('a prefix that is a directory is entered by a listing without recursion, also without its slash', async () => {
  await send('POST', '/buckets/entered', { action: 'create-bck' })
  for (const name of ['dir/a', 'dir/deep/b', 'dir/deep/c', 'dirt/d', 'dirty'])
    await follow('PUT', `${emulator.endpoint}/v1/objects/entered/${name}`, { body: 'x' })
  const names = async (prefix: string) => {
    const value = { props: 'name', flags: '2048', prefix }
    const { body } = await send('GET', '/buckets/entered', { action: 'list', value }, { accept: 'application/json' })
    return (JSON.parse(body.toString()) as { entries: readonly { name: string }[] }).entries.map(({ name }) => name)
  }
  expect(await names('dir')).toEqual(['dir/a', 'dir/deep/', 'dirt/', 'dirty'])
  expect(await names('dir/')).toEqual(['dir/a', 'dir/deep/'])
  expect(await names('di')).toEqual(['dir/', 'dirt/', 'dirty'])
})

it('names and sizes alone are a default: what is asked for is listed too', async () => {
  await send('POST', '/buckets/flagged', { action: 'create-bck' })
  await follow('PUT', `${emulator.endpoint}/v1/objects/flagged/o`, { body: 'x' })
  const entry = async (props: string, flags: string) => {
    const value = { props, flags }
    const { body } = await send('GET', '/buckets/flagged', { action: 'list', value }, { accept: 'application/json' })
    return (JSON.parse(body.toString()) as { entries: readonly unknown[] }).entries[0]
  }
  expect(await entry('', '33')).toEqual({ name: 'o', size: '1', flags: 64 })
  expect(await entry('name,version', '32')).toEqual({ name: 'o', version: '1', flags: 64 })
  expect(await entry('name,version', '16')).toEqual({ name: 'o', flags: 64 })
})

it('copies for clients in Go, which send null for no change of extensions', async () => {
  for (const name of ['go', 'gone']) await send('POST', `/buckets/${name}`, { action: 'create-bck' })
  await follow('PUT', `${emulator.endpoint}/v1/objects/go/o.txt`, { body: 'x' })
  const copied = async (path: string, message: object) => {
    const { body } = await send('POST', path, message)
    const status = await send('GET', '/cluster?what=qryxstats', { ID: body.toString() })
    expect(status.status).toBe(200)
    expect(status.body.toString()).not.toContain('Cannot')
  }
  await copied('/buckets/go?bck_to=ais/@%23/gone/', { action: 'copy-bck', value: { ext: null, prepend: 'b-' } })
  const tobck = { name: 'gone', provider: 'ais' }
  await copied('/buckets/go', {
    action: 'copy-listrange',
    value: { objnames: ['o.txt'], tobck, ext: null, prepend: 'l-' },
  })
  for (const name of ['b-o.txt', 'l-o.txt'])
    expect(await send('HEAD', `/objects/gone/${name}`)).toMatchObject({ status: 200 })
})
