import { Bucket } from '@ais/buckets'
import { connect, DecodeError, getSmap, InvalidInputError, isAisError, UnreachableError } from '@ais/core'
import { fetchTransport } from '@ais/core/fetch'
import { fromOperation } from '@ais/core/fp'
import { parseProvider } from '@ais/core/wire'
import { AisObject, headObject, ObjectReader } from '@ais/objects'
import { readArchive } from '@ais/archives'
import { describe, expect, it } from 'vitest'
import * as client from '../src/index.js'

/** The builds for Node share their parts in files of their own; what is told apart by its class must be there once. */
describe('every class is there once', () => {
  it('of one package, whichever of its entries it comes through', async () => {
    const refused = await readArchive([] as never, '.zip', { operation: 'x' }, { maxZipBytes: 0 })
      .next()
      .catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(InvalidInputError)
    const pieces = async function* () {
      yield new Uint8Array(700).fill(120)
    }
    const noTar = await readArchive(pieces(), '.tar', { operation: 'x' })
      .next()
      .catch((error: unknown) => error)
    expect(noTar).toBeInstanceOf(DecodeError)

    const transport = fetchTransport({ fetch: () => Promise.reject(new TypeError('failed')) })
    const sent = fromOperation(getSmap())
    const answer = await sent(connect({ endpoint: 'http://127.0.0.1:1', transport, retry: { maxAttempts: 1 } }))()
    expect(answer).toHaveProperty('left', expect.any(UnreachableError))
  })

  it('of all packages, whichever of them it comes through', async () => {
    await using ais = new client.Client('http://127.0.0.1:1', { retry: { maxAttempts: 1 } })
    const object = ais.bucket('b').object('o')
    expect(object).toBeInstanceOf(AisObject)
    expect(object.get()).toBeInstanceOf(ObjectReader)
    expect(ais.bucket('b')).toBeInstanceOf(Bucket)
    const refused = await ais.connection
      .send(headObject({ bucket: { name: '' }, name: 'o' }))
      .catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(InvalidInputError)
    expect(isAisError(refused)).toBe(true)
    expect(client.isAisError).toBe(isAisError)
    expect(parseProvider('ais')).toBe('ais')
  })
})
