import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SimpleBuffer } from '../src/index.js'
import { tagOf } from './support/failure.js'

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
const pieces = (...parts: string[]): IterableIterator<Uint8Array> =>
  parts.map((part) => new TextEncoder().encode(part)).values()

test('fills until enough is held, hands out what is asked, drops what was read', async () => {
  const buffer = new SimpleBuffer()
  const source = pieces('chunk1', 'chunk2', 'chunk3')
  expect(await buffer.fill(source, 7)).toBe(12)
  expect(text(buffer.read(7))).toBe('chunk1c')
  expect(buffer.length).toBe(5)
  expect(await buffer.fill(source, 5)).toBe(5)
  expect(await buffer.fill(source)).toBe(11)
  expect(text(buffer.read())).toBe('hunk2chunk3')
  expect(buffer.read()).toHaveLength(0)
  expect(await buffer.fill(source, 1)).toBe(0)
})

test('gives less than asked when less is held; empty drops all', async () => {
  const buffer = new SimpleBuffer()
  await buffer.fill(pieces('abc'))
  expect(buffer.read(0)).toHaveLength(0)
  expect(text(buffer.read(10))).toBe('abc')
  await buffer.fill(pieces('def'))
  buffer.empty()
  expect(buffer.length).toBe(0)
  expect(buffer.read()).toHaveLength(0)
})

test('keeps what came before a source that fails', async () => {
  const source = (async function* () {
    yield new TextEncoder().encode('abc')
    throw new Error('broken')
  })()
  const buffer = new SimpleBuffer()
  await expect(buffer.fill(source)).rejects.toThrow('broken')
  expect(text(buffer.read())).toBe('abc')
})

test.each([-2, 1.5, Number.NaN])('size %d is InvalidInput', async (size) => {
  const buffer = new SimpleBuffer()
  expect(await tagOf(() => buffer.read(size))).toBe('InvalidInput')
  expect(await tagOf(buffer.fill(pieces(), size))).toBe('InvalidInput')
})

test('whatever the pieces and reads, the bytes come in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 20 })), fc.array(fc.nat(25)), async (parts, sizes) => {
      const buffer = new SimpleBuffer()
      const source = parts.values()
      const read: number[] = []
      for (const size of sizes) {
        await buffer.fill(source, size)
        read.push(...buffer.read(size))
      }
      await buffer.fill(source)
      read.push(...buffer.read())
      expect(read).toEqual(parts.flatMap((part) => [...part]))
    }),
  )
})
