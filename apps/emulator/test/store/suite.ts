import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ObjectKey, ObjectRecord, Store } from '../../src/store/store.js'

const bucket = 'ais/@#/b/'
const keyOf = (name: string): ObjectKey => ({ bucket, name })

/** Larger than what a directory store keeps in a row, and of more than one piece. */
const large = 300_000

const fill = (size: number, seed: number): Buffer => Buffer.alloc(size, seed)

/** Writes content in pieces and commits it. */
export const put = async (
  store: Store,
  key: ObjectKey,
  content: Uint8Array,
  more: { custom?: Record<string, string>; version?: number } = {},
): Promise<ObjectRecord> => {
  const pending = store.begin()
  for (let at = 0; at < content.length; at += 70_000) await pending.write(content.subarray(at, at + 70_000))
  return pending.commit(key, { checksumType: 'none', checksumValue: '', atimeNs: 1n, ...more })
}

const drain = async (body: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const pieces: Uint8Array[] = []
  for await (const piece of body) pieces.push(piece)
  return Buffer.concat(pieces)
}

export const contentOf = async (
  store: Store,
  key: ObjectKey,
  range?: { start: number; end: number },
): Promise<Buffer | undefined> => {
  const found = await store.read(key, range)
  return found === undefined ? undefined : drain(found.body)
}

const names = (store: Store, query: { prefix?: string; after?: string; limit?: number } = {}): readonly string[] =>
  store.list({ bucket, prefix: '', after: '', limit: 1000, ...query }).map(({ name }) => name)

/** What every store promises; `reopen` is there for stores that outlive their process. */
export const storeSuite = (
  title: string,
  parts: { readonly open: () => Promise<Store>; readonly clean: () => Promise<void>; readonly isDurable: boolean },
): void => {
  describe(title, () => {
    let store: Store
    beforeEach(async () => {
      store = await parts.open()
    })
    afterEach(async () => {
      await store.close()
      await parts.clean()
    })
    const reopen = async (): Promise<void> => {
      await store.close()
      store = await parts.open()
    }

    describe('content', () => {
      it.each([0, 1, 65_536, 65_537, large])('gives back %i bytes', async (size) => {
        const record = await put(store, keyOf('o'), fill(size, 7))
        expect(record).toMatchObject({ name: 'o', sizeBytes: size, version: 1, custom: {} })
        expect(await contentOf(store, keyOf('o'))).toEqual(fill(size, 7))
        expect(store.head(keyOf('o'))).toEqual(record)
      })

      it.each([1000, large])('reads any range of %i bytes', async (size) => {
        const content = Buffer.from(Uint8Array.from({ length: size }, (_, index) => index % 251))
        await put(store, keyOf('o'), content)
        const bound = fc.integer({ min: 0, max: size })
        await fc.assert(
          fc.asyncProperty(bound, bound, async (a, b) => {
            const range = { start: Math.min(a, b), end: Math.max(a, b) }
            expect(await contentOf(store, keyOf('o'), range)).toEqual(content.subarray(range.start, range.end))
          }),
          { numRuns: 50 },
        )
      })

      it('does not keep the buffer that a piece was given in', async () => {
        const pending = store.begin()
        const piece = Buffer.from('first')
        await pending.write(piece)
        piece.fill('x')
        await pending.commit(keyOf('o'), { checksumType: 'none', checksumValue: '', atimeNs: 1n })
        expect(String(await contentOf(store, keyOf('o')))).toBe('first')
      })

      it.each([10, large])(
        'shows nothing of %i bytes before the commit, and nothing after they are abandoned',
        async (size) => {
          await put(store, keyOf('o'), Buffer.from('old'))
          const pending = store.begin()
          await pending.write(fill(size, 1))
          expect(pending.sizeBytes).toBe(size)
          expect(String(await contentOf(store, keyOf('o')))).toBe('old')
          await pending.abandon()
          expect(String(await contentOf(store, keyOf('o')))).toBe('old')
          expect(names(store)).toEqual(['o'])
        },
      )

      it.each([10, large])(
        'lets a reader of %i bytes finish with what it began, whatever happens to the object',
        async (size) => {
          await put(store, keyOf('o'), fill(size, 1))
          const first = await store.read(keyOf('o'))
          await put(store, keyOf('o'), fill(size + 5, 2))
          const second = await store.read(keyOf('o'))
          await store.remove(keyOf('o'))
          expect(await drain(first?.body ?? (async function* () {})())).toEqual(fill(size, 1))
          expect(await drain(second?.body ?? (async function* () {})())).toEqual(fill(size + 5, 2))
          expect(await store.read(keyOf('o'))).toBeUndefined()
        },
      )

      it.each([500, large])(
        'gives old or new content of %i bytes to readers during overwrites, never a mixture',
        async (size) => {
          await put(store, keyOf('o'), fill(size, 1))
          let isWriting = true
          const writer = (async () => {
            for (let seed = 2; seed <= 30; seed += 1) await put(store, keyOf('o'), fill(size + seed, seed))
            isWriting = false
          })()
          const reader = async (): Promise<number> => {
            let reads = 0
            while (isWriting) {
              const found = await store.read(keyOf('o'))
              const content = await drain(found?.body ?? (async function* () {})())
              const seed = content[0] ?? 0
              expect(content.equals(fill(size + (seed === 1 ? 0 : seed), seed))).toBe(true)
              expect(found?.record.sizeBytes).toBe(content.length)
              reads += 1
              await turn()
            }
            return reads
          }
          const [first] = await Promise.all([reader(), reader(), reader(), writer])
          expect(first).toBeGreaterThan(0)
          expect(store.head(keyOf('o'))?.version).toBe(30)
        },
      )
    })

    describe('metadata', () => {
      it('counts versions and keeps custom metadata when overwritten; neither survives a removal', async () => {
        await put(store, keyOf('o'), fill(3, 1), { custom: { k: 'v=1,2', ü: '日' } })
        expect(await put(store, keyOf('o'), fill(4, 1))).toMatchObject({ version: 2, custom: { k: 'v=1,2', ü: '日' } })
        expect(await put(store, keyOf('o'), fill(4, 1), { custom: {}, version: 9 })).toMatchObject({
          version: 9,
          custom: {},
        })
        expect(await store.remove(keyOf('o'))).toBe(true)
        expect(await store.remove(keyOf('o'))).toBe(false)
        expect(await put(store, keyOf('o'), fill(4, 1))).toMatchObject({ version: 1, custom: {} })
      })

      it.each([10, large])('sets custom metadata of %i bytes without touching the content', async (size) => {
        await put(store, keyOf('o'), fill(size, 1))
        expect(await store.setCustom(keyOf('o'), { a: 'b' })).toMatchObject({ custom: { a: 'b' }, version: 1 })
        expect(store.head(keyOf('o'))?.custom).toEqual({ a: 'b' })
        expect(await contentOf(store, keyOf('o'))).toEqual(fill(size, 1))
        expect(await store.setCustom(keyOf('none'), { a: 'b' })).toBeUndefined()
      })

      it('keeps exact access times', async () => {
        await put(store, keyOf('o'), fill(1, 1))
        store.touch(keyOf('o'), 1_795_422_465_445_167_245n)
        store.touch(keyOf('none'), 5n)
        expect(store.head(keyOf('o'))?.atimeNs).toBe(1_795_422_465_445_167_245n)
        expect(store.list({ bucket, prefix: '', after: '', limit: 9 })[0]?.atimeNs).toBe(1_795_422_465_445_167_245n)
        expect(store.head(keyOf('none'))).toBeUndefined()
        await store.rename(keyOf('o'), keyOf('p'))
        expect(store.head(keyOf('p'))?.atimeNs).toBe(1_795_422_465_445_167_245n)
      })
    })

    describe('rename', () => {
      it.each([10, large])('moves %i bytes with their metadata, over what was there', async (size) => {
        await put(store, keyOf('a'), fill(size, 1), { custom: { k: 'v' } })
        await put(store, keyOf('b'), fill(size, 2))
        expect(await store.rename(keyOf('a'), keyOf('b'))).toBe(true)
        expect(names(store)).toEqual(['b'])
        expect(store.head(keyOf('b'))).toMatchObject({ name: 'b', custom: { k: 'v' }, version: 1 })
        expect(await contentOf(store, keyOf('b'))).toEqual(fill(size, 1))
        expect(await store.rename(keyOf('a'), keyOf('c'))).toBe(false)
      })

      it.each([10, large])('leaves %i bytes alone when the new name is the old one', async (size) => {
        await put(store, keyOf('a'), fill(size, 1))
        expect(await store.rename(keyOf('a'), keyOf('a'))).toBe(true)
        expect(await contentOf(store, keyOf('a'))).toEqual(fill(size, 1))
        expect(names(store)).toEqual(['a'])
      })
    })

    describe('listing', () => {
      it('is in the order of UTF-8 bytes, beyond U+FFFF too', async () => {
        const given = ['b', 'a/b', 'a', 'a!', 'Z', 'ü', '日', '\u{ff5e}', '\u{1f600}', '\u{e000}', 'a b', '%', '+']
        for (const name of given) await put(store, keyOf(name), fill(1, 1))
        const sorted = given.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
        expect(names(store)).toEqual(sorted)
        expect(names(store, { after: '\u{ff5e}' })).toEqual(['\u{1f600}'])
      })

      it('agrees with a plain sort, filter and slice for any names, prefix, token and limit', async () => {
        const name = fc.string({
          unit: fc.constantFrom('a', 'b', '/', 'é', '\u{ff5e}', '\u{1f600}'),
          minLength: 1,
          maxLength: 4,
        })
        const all = new Set<string>()
        await fc.assert(
          fc.asyncProperty(
            fc.array(name, { maxLength: 4 }),
            fc.oneof(fc.constant(''), name),
            fc.oneof(fc.constant(''), name),
            fc.integer({ min: 1, max: 50 }),
            async (more, prefix, after, limit) => {
              for (const one of more) {
                all.add(one)
                await put(store, keyOf(one), fill(1, 1))
              }
              const bytes = (text: string): Buffer => Buffer.from(text)
              const expected = [...all]
                .filter((one) => one.startsWith(prefix) && Buffer.compare(bytes(one), bytes(after)) > 0)
                .toSorted((a, b) => Buffer.compare(bytes(a), bytes(b)))
                .slice(0, limit)
              expect(names(store, { prefix, after, limit })).toEqual(expected)
              expect(store.walk({ bucket, prefix, after, limit })).toMatchObject({
                count: expected.length,
                last: expected.at(-1) ?? '',
              })
              expect(store.totals(bucket, prefix).count).toBe([...all].filter((one) => one.startsWith(prefix)).length)
            },
          ),
          { numRuns: 60 },
        )
      })

      it('sees removals, and other buckets not at all', async () => {
        for (const name of ['a', 'b', 'c']) await put(store, keyOf(name), fill(1, 1))
        await put(store, { bucket: 'ais/@#/bb/', name: 'x' }, fill(1, 1))
        await store.remove(keyOf('b'))
        expect(names(store)).toEqual(['a', 'c'])
      })

      it('pages through 20,000 names', async () => {
        const count = parts.isDurable ? 2000 : 20_000
        const expected = Array.from(
          { length: count },
          (_, index) => `d/${String((index * 7919) % count).padStart(6, '0')}`,
        )
        for (const name of expected) await put(store, keyOf(name), Buffer.alloc(0))
        const seen: string[] = []
        for (;;) {
          const page = names(store, { prefix: 'd/', after: seen.at(-1) ?? '', limit: 900 })
          if (page.length === 0) break
          seen.push(...page)
        }
        expect(seen).toEqual(expected.toSorted())
      })
    })

    describe('buckets', () => {
      it('sums up sizes', async () => {
        expect(store.totals(bucket, '')).toEqual({ count: 0, bytes: 0, minBytes: 0, maxBytes: 0 })
        for (const [name, size] of [
          ['p/a', 5],
          ['p/b', 0],
          ['q', 70_000],
        ] as const)
          await put(store, keyOf(name), fill(size, 1))
        expect(store.totals(bucket, '')).toEqual({ count: 3, bytes: 70_005, minBytes: 0, maxBytes: 70_000 })
        expect(store.totals(bucket, 'p/')).toEqual({ count: 2, bytes: 5, minBytes: 0, maxBytes: 5 })
        const page = { bucket, prefix: '', after: 'p/a', limit: 1000 }
        expect(store.walk(page)).toEqual({ count: 2, bytes: 70_000, last: 'q' })
        expect(store.walk({ ...page, limit: 1 })).toEqual({ count: 1, bytes: 0, last: 'p/b' })
        expect(store.walk({ ...page, limit: 0 })).toEqual({ count: 0, bytes: 0, last: '' })
      })

      it('are renamed and removed with their content, and no other bucket with them', async () => {
        await put(store, keyOf('a'), fill(large, 1))
        await put(store, { bucket: 'ais/@#/bb/', name: 'a' }, fill(large, 3))
        await store.renameBucket(bucket, 'ais/@#/c/')
        expect(names(store)).toEqual([])
        expect(await contentOf(store, { bucket: 'ais/@#/c/', name: 'a' })).toEqual(fill(large, 1))
        await store.removeBucket('ais/@#/c/')
        expect(store.head({ bucket: 'ais/@#/c/', name: 'a' })).toBeUndefined()
        expect(await contentOf(store, { bucket: 'ais/@#/bb/', name: 'a' })).toEqual(fill(large, 3))
      })
    })

    it('changes a bucket and its document together, or neither', async () => {
      const unwritable = {
        key: 'd',
        value: {
          toJSON: () => {
            throw new Error('cannot be written')
          },
        },
      }
      await put(store, keyOf('a'), fill(large, 1))
      await expect(store.renameBucket(bucket, 'ais/@#/c/', unwritable)).rejects.toThrow('cannot be written')
      await expect(store.removeBucket(bucket, unwritable)).rejects.toThrow('cannot be written')
      expect(await contentOf(store, keyOf('a'))).toEqual(fill(large, 1))
      await store.renameBucket(bucket, 'ais/@#/c/', { key: 'd', value: 'renamed' })
      expect([store.readDocument('d'), names(store)]).toEqual(['renamed', []])
      await store.removeBucket('ais/@#/c/', { key: 'd', value: 'removed' })
      expect([store.readDocument('d'), store.head({ bucket: 'ais/@#/c/', name: 'a' })]).toEqual(['removed', undefined])
    })

    it('keeps documents apart from what their writer does with them', async () => {
      expect(store.readDocument('d')).toBeUndefined()
      const document = { list: [1], bid: '9223372036854775809' }
      await store.writeDocument('d', document)
      document.list.push(2)
      expect(store.readDocument('d')).toEqual({ list: [1], bid: '9223372036854775809' })
    })

    if (parts.isDurable)
      it('has everything after it was opened again', async () => {
        await put(store, keyOf('small'), fill(10, 1), { custom: { k: 'v' } })
        await put(store, keyOf('large'), fill(large, 2))
        await store.writeDocument('d', { a: 1 })
        store.touch(keyOf('small'), 77n)
        await reopen()
        expect(store.head(keyOf('small'))).toMatchObject({ custom: { k: 'v' }, version: 1, atimeNs: 77n })
        expect(await contentOf(store, keyOf('large'))).toEqual(fill(large, 2))
        expect(store.readDocument('d')).toEqual({ a: 1 })
      })
  })
}
