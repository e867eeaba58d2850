import { describe, expect, it } from 'vitest'
import { archiveFormatOf, archiveFormatOfBytes, archiveFormatOfMime } from '../../src/rules/archive-format.js'
import { archiveWish, checkArchiveQuery } from '../../src/rules/archive-match.js'

const wish = (query: string) => archiveWish(new URLSearchParams(query), 'ais://b/x.tar', 't[ID]')

const matching = (mode: string, pattern: string, paths: readonly string[]): readonly string[] => {
  const wanted = wish(new URLSearchParams({ archregx: pattern, archmode: mode }).toString())
  if (wanted?.kind !== 'many') throw new Error('expected to match many')
  return paths.filter(wanted.matches)
}

describe('archive formats', () => {
  it.each([
    ['a.tar', '.tar'],
    ['a.tgz', '.tgz'],
    ['a.tar.gz', '.tgz'],
    ['a.zip', '.zip'],
    ['a.tar.lz4', '.tar.lz4'],
    ['a.gz', undefined],
    ['tar', undefined],
  ])('the name %s tells %s', (name, format) => {
    expect(archiveFormatOf(name)).toBe(format)
  })

  it.each([
    ['.tar', '.tar'],
    ['application/x-tar', '.tar'],
    ['application/x-tar+gzip', '.tar'],
    ['tar.gz', '.tgz'],
    ['application/gzip', '.zip'],
    ['.tar.lz4', '.tar.lz4'],
  ])('the mime %s is taken for %s, as a real server does', (mime, format) => {
    expect(archiveFormatOfMime(mime)).toBe(format)
  })

  it('an unknown mime is refused', () => {
    expect(() => archiveFormatOfMime('lz4')).toThrow(
      expect.objectContaining({ status: 400, tcode: 'errUnknownMime', message: 'unknown mime type "lz4"' }),
    )
  })

  it('the first bytes tell', () => {
    expect(archiveFormatOfBytes(Buffer.from('1f8b08', 'hex'))).toBe('.tgz')
    expect(archiveFormatOfBytes(Buffer.from('PK\u0003\u0004'))).toBe('.zip')
    expect(archiveFormatOfBytes(Buffer.concat([Buffer.alloc(257), Buffer.from('ustar')]))).toBe('.tar')
    expect(archiveFormatOfBytes(Buffer.from('04224d18', 'hex'))).toBe('.tar.lz4')
    expect(archiveFormatOfBytes(Buffer.from('hello'))).toBeUndefined()
  })
})

describe('match modes', () => {
  const paths = ['a/1.txt', 'b/s1.seg.png', 'b/s1.cls', 's1.jpg', '/abs.txt']
  it.each([
    ['prefix', 'b/', ['b/s1.seg.png', 'b/s1.cls']],
    ['suffix', '.txt', ['a/1.txt', '/abs.txt']],
    ['substr', 's1', ['b/s1.seg.png', 'b/s1.cls', 's1.jpg']],
    ['wdskey', 'b/s1', ['b/s1.cls']],
    ['wdskey', 'b/s1.seg', ['b/s1.seg.png']],
    ['wdskey', 'abs', ['/abs.txt']],
    ['regexp', String.raw`\.(png|jpg)$`, ['b/s1.seg.png', 's1.jpg']],
    ['regexp', '(?i)^B/', ['b/s1.seg.png', 'b/s1.cls']],
    ['regexp', '', paths],
    ['wdskey', '', paths],
    ['regexp', '*', []],
  ])('%s %j', (mode, pattern, expected) => {
    expect(matching(mode, pattern, paths)).toEqual(expected)
  })

  it('the archive itself is wanted without a mode', () => {
    expect(wish('archregx=a')).toBeUndefined()
    expect(wish('archpath=&archregx=')).toBeUndefined()
    expect(wish('archpath=/a/b')).toEqual({ kind: 'one', path: 'a/b' })
    expect(wish('archregx=a&archmode=')?.kind).toBe('many')
  })

  it.each(['(?=x)', '[', '(a)\\1'])('the pattern %s is none of RE2', (pattern) => {
    expect(() => matching('regexp', pattern, [])).toThrow(
      expect.objectContaining({ status: 400, tcode: 'ErrFailedTo' }),
    )
  })

  it.each([
    ['archmode=zzz&archregx=a', /invalid matching mode "zzz"/],
    ['archmode=prefix&archregx=a&archpath=b', /mutually exclusive/],
    ['archpath=dir/', /invalid archpath "dir\/"/],
    ['archpath=./a', /invalid archpath/],
    ['archpath=a/../b', /invalid archpath/],
  ])('%s is refused by the proxy', (query, message) => {
    expect(() => checkArchiveQuery(new URLSearchParams(query))).toThrow(message)
  })
})
