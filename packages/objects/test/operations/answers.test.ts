import { connect, type ObjectRef } from '@ais/core'
import { memoryTransport, type MemoryAnswer } from '@ais/core/testing'
import { expect, test } from 'vitest'
import { appendObject, blobDownloadObject, checkLock, headObject, promoteObject } from '../../src/index.js'
import { failureOf, tagOf } from '../support/failure.js'

const object: ObjectRef = { bucket: { name: 'b' }, name: 'o' }
const answering = (answer: MemoryAnswer) =>
  connect({ endpoint: 'http://ais:1', retry: { maxAttempts: 1 }, transport: memoryTransport(() => answer) })

test.each([
  [200, 'unlocked'],
  [202, 'read'],
  [423, 'write'],
])('check-lock answered %i is %s', async (status, lock) => {
  expect(await answering({ status }).send(checkLock(object))).toBe(lock)
})

test('job ids come without the white space around them', async () => {
  expect(await answering({ status: 200, body: ' job-1\n' }).send(blobDownloadObject(object))).toBe('job-1')
  expect(await answering({ status: 200 }).send(promoteObject(object, '/p'))).toBe('')
})

test('an append without a handle in its answer is a decode error', async () => {
  expect(
    await tagOf(answering({ status: 200 }).send(appendObject(object, { kind: 'bytes', bytes: new Uint8Array(0) }))),
  ).toBe('Decode')
})

test('errors of a HEAD are read from Hdr-Error', async () => {
  const message = 't[x]: ais://b/o does not exist'
  const headers = { 'hdr-error': JSON.stringify({ tcode: 'ErrNotFound', message, status: 404 }) }
  const error = await failureOf(answering({ status: 404, headers }).send(headObject(object)))
  expect(error).toMatchObject({ _tag: 'Api', code: 'ObjectNotFound', status: 404, serverMessage: message })
})

test('a missing bucket is told from a missing object', async () => {
  const json = (tcode: string): MemoryAnswer => ({
    status: 404,
    body: JSON.stringify({ tcode, message: 'bucket "ais://b" does not exist', status: 404 }),
  })
  expect(await tagOf(answering(json('ErrBckNotFound')).send(checkLock(object)))).toBe('Api BucketNotFound')
})

test('a blob download of an object that the backend lacks is ObjectNotFound', async () => {
  const body = JSON.stringify({ tcode: 'ErrNotFound', message: 'aws://b/o does not exist', status: 404 })
  expect(await tagOf(answering({ status: 404, body }).send(blobDownloadObject(object)))).toBe('Api ObjectNotFound')
})
