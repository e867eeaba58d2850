import assert from 'node:assert/strict'
import { isAisError, type AisError, type ApiErrorCode, type Bucket } from '@ais/client'
import type { World } from './world.ts'

/** The error that a call fails with; the call must fail, and with an AisError. */
export const failure = async (call: () => unknown): Promise<AisError> => {
  try {
    await call()
  } catch (error) {
    if (isAisError(error)) return error
    throw error
  }
  return assert.fail('did not fail')
}

/** Expects an error answer of AIStore that means `code`. */
export const failsWith = async (
  code: ApiErrorCode,
  call: () => unknown,
): Promise<Extract<AisError, { _tag: 'Api' }>> => {
  const error = await failure(call)
  if (error._tag !== 'Api') return assert.fail(`failed with ${error._tag}: ${error.message}`)
  assert.equal(error.code, code, error.message)
  return error
}

/** Expects each call to be refused as bad input, with nothing sent. */
export const refusesAll = async (world: World, calls: Readonly<Record<string, () => unknown>>): Promise<void> => {
  for (const [what, call] of Object.entries(calls)) {
    const before = world.sentCount
    const error = await failure(call).catch((cause: unknown) => assert.fail(`${what}: ${String(cause)}`))
    assert.equal(error._tag, 'InvalidInput', `${what}: ${error.message}`)
    assert.equal(world.sentCount, before, `${what} was sent`)
  }
}

/** Bytes that look random and are the same every time. */
export const sampleBytes = (length: number, seed = 1): Uint8Array => {
  const bytes = new Uint8Array(length)
  let state = seed >>> 0
  for (let index = 0; index < length; index += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    bytes[index] = state >>> 24
  }
  return bytes
}

/** Expects bytes to be the same, without printing megabytes when they are not. */
export const sameBytes = (actual: Uint8Array, expected: Uint8Array | string, what = 'content'): void => {
  const bytes = typeof expected === 'string' ? new TextEncoder().encode(expected) : expected
  assert.equal(actual.length, bytes.length, `${what}: length`)
  assert.ok(Buffer.compare(actual, bytes) === 0, `${what} differs`)
}

/** Collects an async iterable. */
export const collect = async <A>(source: AsyncIterable<A>): Promise<A[]> => {
  const all: A[] = []
  for await (const one of source) all.push(one)
  return all
}

/** Stores one object per name, each with its name as content. */
export const putNames = async (bucket: Bucket, names: readonly string[]): Promise<void> => {
  const queue = [...names]
  const worker = async (): Promise<void> => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) await bucket.object(name).putContent(name)
  }
  await Promise.all(Array.from({ length: 8 }, worker))
}

/** Names in the order of a listing: by their UTF-8 bytes. */
export const inByteOrder = (names: readonly string[]): string[] =>
  [...names].sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)))

/** Asks until `isTrue`, for what a job of the cluster brings about: so often, and for at most so long. */
export const eventually = async (
  what: string,
  isTrue: () => Promise<boolean>,
  { withinSeconds = 30, everyMs = 50 } = {},
): Promise<void> => {
  const endsMs = Date.now() + withinSeconds * 1000
  while (!(await isTrue())) {
    assert.ok(Date.now() < endsMs, `not within ${withinSeconds} s: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}
