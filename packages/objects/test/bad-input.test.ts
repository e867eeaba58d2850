import { connect } from '@ais/core'
import { memoryTransport } from '@ais/core/testing'
import { describe, expect, it } from 'vitest'
import { AisObject, completeMultipart, MultipartUpload, putPart } from '../src/index.js'

let sentCount = 0
const connection = connect({
  endpoint: 'http://ais.test',
  transport: memoryTransport(() => {
    sentCount += 1
    return { status: 500 }
  }),
})

const object = new AisObject({ name: 'b', provider: 'ais', client: connection }, 'o')
const { ref } = object
/** An upload that has begun, and of which these parts were sent. */
const begun = (partNumbers: readonly number[] = []): Promise<MultipartUpload> =>
  Promise.resolve(
    new MultipartUpload(connection, ref, {
      uploadId: 'u',
      parts: partNumbers.map((partNumber) => ({ partNumber, sizeBytes: 1, state: 'sent' as const })),
    }),
  )

const bad: readonly (readonly [what: string, field: string, call: () => unknown])[] = [
  ['a part number of 0', 'partNumber', async () => (await begun()).addPart(0)],
  [
    'a part number of 0, as an operation',
    'partNumber',
    () => connection.send(putPart(ref, 'u', 0, { kind: 'bytes', bytes: new Uint8Array(1) })),
  ],
  ['a part number that is no whole one', 'partNumber', async () => (await begun()).addPart(1.5)],
  ['a part number sent twice', 'partNumber', async () => (await begun([1])).addPart(1)],
  ['a part before the upload began', 'uploadId', () => new MultipartUpload(connection, ref).addPart(1)],
  ['completing with a gap', 'parts', async () => (await begun([1, 3])).complete()],
  ['completing without the first part', 'parts', async () => (await begun([2])).complete()],
  ['completing without parts', 'parts', async () => (await begun()).complete()],
  ['completing with a gap, as an operation', 'parts', () => connection.send(completeMultipart(ref, 'u', [1, 3]))],
  ['a negative timeout', 'timeoutMs', () => object.head({ timeoutMs: -1 })],
  ['a negative offset', 'offsetBytes', () => object.get({ offsetBytes: -1 }).readAll()],
  ['a range that runs backwards', 'byteRange', () => object.get({ byteRange: 'bytes=9-0' }).readAll()],
  ['a range without bounds', 'byteRange', () => object.get({ byteRange: 'bytes=-' }).readAll()],
]

describe('bad input', () => {
  it.each(bad)('%s fails by its field, and nothing is sent', async (_, field, call) => {
    sentCount = 0
    await expect((async () => call())()).rejects.toMatchObject({ _tag: 'InvalidInput', field })
    expect(sentCount).toBe(0)
  })
})
