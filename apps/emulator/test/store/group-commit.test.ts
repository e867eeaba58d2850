import { describe, expect, it } from 'vitest'
import { GroupCommit } from '../../src/store/group-commit.js'

/** A group whose transactions are counted, and fail where `fails` says so. */
const counted = (fails = (): boolean => false) => {
  const transactions: number[] = []
  let made = 0
  const group = new GroupCommit((change) => {
    made = 0
    change()
    if (fails()) throw new Error('disk is full')
    transactions.push(made)
  })
  return { group, transactions, count: (): number => (made += 1) }
}

describe('group commit', () => {
  it('makes what comes together durable by one transaction, in order', async () => {
    const { group, transactions, count } = counted()
    expect(await Promise.all([group.add(count), group.add(count), group.add(count)])).toEqual([1, 2, 3])
    expect(await group.add(count)).toBe(1)
    expect(transactions).toEqual([3, 1])
  })

  it('fails only the change that throws', async () => {
    const { group, count } = counted()
    const refuse = (): never => {
      throw new Error('bucket is gone')
    }
    const results = await Promise.allSettled([group.add(count), group.add(refuse), group.add(count)])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })

  it('acknowledges nothing of a group that could not be written, and goes on', async () => {
    let isFull = true
    const { group, count } = counted(() => isFull)
    const results = await Promise.allSettled([group.add(count), group.add(count)])
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    isFull = false
    expect(await group.add(count)).toBe(1)
  })

  it('is flushed at once where that is asked for', async () => {
    const { group, transactions, count } = counted()
    const done = group.add(count)
    group.flush()
    expect(transactions).toEqual([1])
    expect(await done).toBe(1)
  })
})
