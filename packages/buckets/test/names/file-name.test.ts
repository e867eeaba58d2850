import { describe, expect, it } from 'vitest'
import { fileNameProblem } from '../../src/names/file-name.js'

const devices = ['CON', 'prn', 'Aux', 'NUL', 'com1', 'LPT9', 'COM¹', 'CONIN$', 'conout$']

describe('a name of an object', () => {
  it.each(['a', 'a/b', '.a', 'a..b', '...', 'ü/日', '__proto__', 'x'.repeat(255), 'é'.repeat(127)])(
    '%s can be a file anywhere',
    (name) => {
      expect([fileNameProblem(name, false), fileNameProblem(name, true)]).toEqual(
        // Of dots alone Windows makes something else.
        name === '...' ? [undefined, expect.any(String)] : [undefined, undefined],
      )
    },
  )

  it.each([
    '',
    '/',
    '/a',
    'a/',
    'a//b',
    '.',
    '..',
    '../a',
    'a/..',
    'a/../b',
    './a',
    'a/.',
    'a\0b',
    'a\nb',
    '\r',
    'a\u007f',
    '\ud800',
    'x'.repeat(256),
    'é'.repeat(128),
    `a/${'x'.repeat(256)}`,
  ])('%j can be none', (name) => {
    expect(fileNameProblem(name, false)).toEqual(expect.any(String))
    expect(fileNameProblem(name, true)).toEqual(expect.any(String))
  })

  it.each([
    'a\\b',
    '..\\a',
    '\\\\host\\a',
    'C:',
    'C:a',
    'C:/a',
    'a:stream',
    'a<',
    'a>',
    'a"',
    'a|',
    'a?',
    'a*',
    'a.',
    'a ',
    'a./b',
    'a /b',
    'a. ',
    ...devices.flatMap((device) => [device, `${device}.txt`, `${device} .txt`, `a/${device}`, `${device}/a`]),
  ])('%j can be none on Windows alone', (name) => {
    expect(fileNameProblem(name, false)).toBeUndefined()
    expect(fileNameProblem(name, true)).toEqual(expect.any(String))
  })
})
