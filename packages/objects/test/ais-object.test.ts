import { connect } from '@ais/core'
import { memoryTransport } from '@ais/core/testing'
import { expect, test } from 'vitest'
import { AisObject, ObjectProps, ObjectReader } from '../src/index.js'
import { tagOf } from './support/failure.js'
import { startObjectServer } from './support/object-server.js'

const unanswered = connect({
  endpoint: 'http://ais:1',
  transport: memoryTransport(() => {
    throw new Error('nothing may be sent')
  }),
})

test('names and addresses', () => {
  const object = new AisObject(
    { name: 'b', provider: 'aws', client: unanswered, namespace: { uuid: 'u', name: 'n' } },
    'a b/ü',
  )
  expect([object.name, object.bucketName, object.bucketProvider, object.client]).toEqual([
    'a b/ü',
    'b',
    'aws',
    unanswered,
  ])
  expect(object.uname).toBe('aws/@u#n/b/a b/ü')
  expect(object.getSemanticUrl()).toBe('aws://b/a b/ü')
  expect(object.queryParams).toEqual({ provider: 'aws', namespace: '@u#n' })
  expect(object.getUrl()).toBe('http://ais:1/v1/objects/b/a%20b/%C3%BC?provider=aws&namespace=%40u%23n')
  expect(object.getUrl({ archpath: 'x/y', etl: { name: 'e', args: { a: 1 } } })).toBe(
    'http://ais:1/v1/objects/b/a%20b/%C3%BC?provider=aws&namespace=%40u%23n&archpath=x%2Fy&etl_name=e&etl_args=%7B%22a%22%3A1%7D',
  )
})

test('what was known of the object when the handle was made', () => {
  const props = new ObjectProps()
  const object = new AisObject({ name: 'b', provider: 'ais', client: unanswered }, 'o', { size: 3, props })
  expect([object.size, object.propsCached]).toEqual([3, props])
})

test('a handle with wrong arguments fails at its first call, before anything is sent', async () => {
  const wrong = new AisObject({ name: 'b', provider: 'ais', client: unanswered }, 'a/../b')
  expect(wrong.get()).toBeInstanceOf(ObjectReader)
  for (const call of [
    () => wrong.get().readAll(),
    () => wrong.head(),
    () => wrong.headV2(),
    () => wrong.putContent('x'),
    () => wrong.putFile('x'),
    () => wrong.appendContent('x'),
    () => wrong.setCustomProps({}),
    () => wrong.delete(),
    () => wrong.evict(),
    () => wrong.copy(wrong),
    () => wrong.rename('x'),
    () => wrong.promote('/x'),
    () => wrong.blobDownload(),
    () => wrong.checkLock(),
    () => wrong.getUrl(),
  ])
    expect(await tagOf(call)).toBe('InvalidInput')
})

test('props asks each time, propsCached keeps the last', async () => {
  await using server = await startObjectServer({ o: 'abc' })
  const object = new AisObject(server.bucket(), 'o')
  expect(object.propsCached).toBeUndefined()
  const first = await object.props()
  expect([first.size, first.name, first.headers.get('AIS-NAME')]).toEqual([3, 'o', 'o'])
  expect(object.propsCached).toBe(first)
  expect(await object.head()).not.toBe(first)
  expect(server.requests).toHaveLength(2)
})

test('custom metadata is merged or replaced, and read back with any `=` and `,` in it', async () => {
  await using server = await startObjectServer({ o: 'abc' })
  const object = new AisObject(server.bucket(), 'o')
  await object.setCustomProps({ k: 'a=b,c', uni: 'ü' })
  await object.setCustomProps({ z: '1' })
  expect({ ...(await object.head()).customMetadata }).toEqual({ k: 'a=b,c', uni: 'ü', z: '1' })
  await object.setCustomProps({ z: '2' }, { replaceExisting: true })
  expect({ ...(await object.head()).customMetadata }).toEqual({ z: '2' })
})

test('delete, copy, promote and blob download', async () => {
  await using server = await startObjectServer({ o: 'abc' })
  const object = new AisObject(server.bucket(), 'o')
  await object.copy(new AisObject(server.bucket(), 'p'))
  expect(server.requests.at(-1)?.query).toMatchObject({ object_to: 'ais/@#/b/p' })
  expect(await object.promote('/data')).toBe('job-1')
  expect(await object.blobDownload()).toBe('job-1')
  await object.delete()
  expect(await tagOf(object.delete())).toBe('Api ObjectNotFound')
})
