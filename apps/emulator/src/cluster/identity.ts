import type { Store } from '../store/store.js'
import { makeNodeId, makeShortId } from '../topology/node-ids.js'

/** Who the cluster and its nodes are; kept with the data, so that placement survives a restart. */
export interface Identity {
  readonly uuid: string
  readonly proxyId: string
  readonly targetIds: readonly string[]
}

const key = 'identity'
const firstNumber = 51_080

const isIdentity = (value: unknown): value is Identity =>
  typeof value === 'object' && value !== null && 'targetIds' in value

/** Loads the identity, or makes one; targets beyond those known before get new ids. */
export const loadIdentity = async (store: Store, targetCount: number): Promise<Identity> => {
  const stored = store.readDocument(key)
  const known: Identity = isIdentity(stored)
    ? stored
    : { uuid: makeShortId(), proxyId: makeNodeId('proxy', firstNumber), targetIds: [] }
  if (isIdentity(stored) && stored.targetIds.length >= targetCount) return stored
  const added = Array.from({ length: targetCount - known.targetIds.length }, (_, index) =>
    makeNodeId('target', firstNumber + 1 + known.targetIds.length + index),
  )
  const identity = { ...known, targetIds: [...known.targetIds, ...added] }
  await store.writeDocument(key, identity)
  return identity
}
