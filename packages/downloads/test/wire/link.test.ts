import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nameFromLink, receivedName, sentName } from '../../src/wire/index.js'

describe('names of downloaded objects', () => {
  it.each([
    ['http://host/dir/a.bin', 'a.bin'],
    ['host/a.bin', 'a.bin'],
    ['http://host/a.bin?x=/y', 'a.bin'],
    ['http://host/a%20b', 'a b'],
    ['http://host/bad%zz', 'bad%zz'],
    ['http://host/dir/', 'dir'],
    ['', ''],
  ])('come from the link %j', (link, name) => {
    expect(nameFromLink(link)).toBe(name)
  })

  it('reach the server as they are, whatever is in them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        expect(receivedName(sentName(name))).toBe(name)
      }),
    )
  })
})
