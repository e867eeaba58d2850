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
