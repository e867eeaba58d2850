import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BucketEntry } from '../../src/bucket-entry.js'
import { isAsExpected } from '../../src/wire/bucket-list.js'
import { BucketSummary, EntryJson, joinListFlags, ListObjectFlag, PageJson } from '../../src/wire/index.js'

describe('codecs', () => {
  it('writes what it reads of a summary', () => {
    const count = fc.bigInt({ min: 0n, max: 2n ** 63n })
    fc.assert(
      fc.property(count, count, fc.nat(), (present, disks, size) => {
        const summary: BucketSummary = {
          bucket: { name: 'b', provider: 'ais', namespace: { uuid: '', name: '' } },
          objectCount: { present, remote: 0n },
          objectSizeBytes: { min: size, average: size, max: size },
          totalSizeBytes: { onDisk: present, presentObjects: present, remoteObjects: 0n, disks },
          usedPercent: 1,
          isPresent: true,
        }
        expect(BucketSummary.decode(BucketSummary.encode(summary))).toEqual({ _tag: 'Right', right: summary })
      }),
    )
  })

  it('reads entries with whatever they have, sizes as text, unknown fields ignored', () => {
    expect(EntryJson.decode({ name: 'a', size: '11', flags: 64, more: 1 })).toMatchObject({
      _tag: 'Right',
      right: { name: 'a', size: 11, flags: 64 },
    })
    expect(EntryJson.decode({ name: 'a' })._tag).toBe('Right')
    for (const wrong of [
      null,
      'a',
      {},
      { name: 1 },
      { name: 'a', size: '9007199254740993' },
      { name: 'a', flags: '64' },
    ])
      expect(EntryJson.decode(wrong)._tag).toBe('Left')
  })

  it('takes an entry at once exactly when the codec decodes it, and then to the same', () => {
    const value = fc.oneof(
      fc.string(),
      fc.nat(),
      fc.double(),
      fc.constantFrom('12', '-0', '007', '9007199254740993', '1e3', null, undefined),
    )
    const keys = ['name', 'checksum', 'atime', 'version', 'location', 'custom-md', 'size', 'copies', 'flags', 'more']
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), value), (given) => {
        const entry: unknown = given
        const decoded = EntryJson.decode(entry)
        expect(isAsExpected(entry)).toBe(decoded._tag === 'Right')
        if (!isAsExpected(entry) || decoded._tag === 'Left') return
        const [quick, slow] = [new BucketEntry(entry), new BucketEntry(decoded.right)]
        for (const key of [
          'name',
          'checksum',
          'atime',
          'version',
          'location',
          'customMetadata',
          'size',
          'copies',
          'flags',
        ] as const)
          expect(quick[key], key).toEqual(slow[key])
      }),
      { numRuns: 500 },
    )
  })

  it('takes a page without entries', () => {
    expect(PageJson.decode({ uuid: 'u', continuation_token: '', entries: null })._tag).toBe('Right')
    expect(PageJson.decode({ uuid: 'u', entries: [] })._tag).toBe('Left')
  })

  it('joins flags to decimal text, each counted once', () => {
    expect([
      joinListFlags([]),
      joinListFlags([ListObjectFlag.CACHED, ListObjectFlag.DELETED]),
      joinListFlags([ListObjectFlag.NO_RECURSION]),
    ]).toEqual(['0', '5', '2048'])
    fc.assert(
      fc.property(fc.subarray(Object.values(ListObjectFlag)), (flags) => {
        expect(joinListFlags([...flags, ...flags])).toBe(
          String(flags.reduce<number>((sum, flag) => sum + 2 ** flag, 0)),
        )
      }),
    )
  })
})
