import { describe, expect, it } from 'vitest'
import { createContentHash } from '../../src/rules/content-hash.js'
import { readCustom } from '../../src/rules/read-custom.js'

describe('content hashes', () => {
  it.each([
    ['xxhash2', '45ab6734b21e6968'],
    ['xxhash', '45ab6734b21e6968'],
    ['md5', '5eb63bbbe01eeed093cb22bb8f5acdc3'],
    ['crc32c', 'c99465aa'],
    ['sha256', 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9'],
    ['none', ''],
  ])('%s of "hello world", in pieces', async (type, expected) => {
    const hash = await createContentHash(type)
    hash.update(Buffer.from('hello '))
    hash.update(Buffer.from('world'))
    expect(hash.digest()).toBe(expected)
  })
})

describe('custom metadata of a message', () => {
  it.each([
    [
      { a: 'b', ü: '日=,' },
      { a: 'b', ü: '日=,' },
    ],
    [{ a: null }, { a: '' }],
    [null, {}],
    [undefined, {}],
  ])('%j', (value, expected) => {
    expect(readCustom(value, 't[ID]', 'ais://b/o')).toEqual(expected)
  })

  it.each([
    [
      { a: 1 },
      't[ID]: failed to unmarshal set-custom (map[string]interface {}), err: ReadString: expects " or n, but found 1, error found in #6 byte of ...|{"a":1}|..., bigger context ...|{"a":1}|...',
    ],
    [
      [],
      't[ID]: failed to unmarshal set-custom ([]interface {}), err: ReadMapCB: expect { or n, but found [, error found in #1 byte of ...|[]|..., bigger context ...|[]|...',
    ],
    [
      'x',
      't[ID]: failed to unmarshal set-custom (string), err: ReadMapCB: expect { or n, but found ", error found in #1 byte of ...|"x"|..., bigger context ...|"x"|...',
    ],
    [{ '': 'x' }, 'ais://b/o: custom metadata: empty key (value="x")'],
  ])('%j is refused in the words of a real server', (value, message) => {
    expect(() => readCustom(value, 't[ID]', 'ais://b/o')).toThrow(expect.objectContaining({ status: 400, message }))
  })
})
