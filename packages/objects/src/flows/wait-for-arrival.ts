import { atObject, isAisError, readHeaders, type ObjectRef, type Operation, type RetryOccasion } from '@ais/core'
import { coldGetDelaysMs } from '../content/cold-get-delays.js'
import { checkLock } from '../operations/check-lock.js'
import { headObjectRoute } from '../wire/routes.js'

/** A size is worth no longer wait than the longest between two questions for the lock can be for small objects. */
const sizeTimeoutMs = 10_000

/** What is not worth failing for: the read is tried again, and tells more. */
const orElse = async <A>(other: A, asked: Promise<A>): Promise<A> => {
  try {
    return await asked
  } catch (error) {
    if (!isAisError(error)) throw error
    return other
  }
}

/** A HEAD for the size and nothing else; 0 when it is not told. */
const sizeOf = (object: ObjectRef, presence: 0 | 2): Operation<number> => {
  const place = atObject('objects.head', headObjectRoute, object)
  return {
    ...place,
    query: { ...place.query, presence },
    idempotent: true,
    read: readHeaders((headers) => {
      const length = headers.get('content-length') ?? ''
      return /^\d{1,15}$/.test(length) ? Number(length) : 0
    }),
  }
}

/**
 * Waits before a read of a remote object is tried again that got no answer in time: while the object is locked for writing, the cluster
 * most likely still fetches it, and another read would only wait for the same. Gives `false` when it waited as long as it may.
 */
export const waitForArrival = async (
  object: ObjectRef,
  { error, coldGet, send, pause }: RetryOccasion,
): Promise<boolean> => {
  const { maxColdWaitMs, estBandwidthBps, enableRemoteHead } = coldGet
  if (error._tag !== 'Timeout' || error.phase !== 'headers' || maxColdWaitMs === 0) return true
  const isArriving = async (): Promise<boolean> =>
    (await orElse('unlocked', send(checkLock(object), { timeoutMs: maxColdWaitMs }))) === 'write'
  if (!(await isArriving())) return true
  const asked = send(sizeOf(object, enableRemoteHead ? 0 : 2), { timeoutMs: Math.min(sizeTimeoutMs, maxColdWaitMs) })
  const sizeBytes = await orElse(0, asked)
  let leftMs = maxColdWaitMs
  for (const delayMs of coldGetDelaysMs(sizeBytes, { maxColdWaitMs, estBandwidthBps })) {
    if (leftMs <= 0) return false
    // oxlint-disable-next-line no-await-in-loop -- each question comes after its wait
    await pause(Math.min(delayMs, leftMs))
    leftMs -= delayMs
    // oxlint-disable-next-line no-await-in-loop -- and each wait after the question before
    if (!(await isArriving())) return true
  }
  return false
}
