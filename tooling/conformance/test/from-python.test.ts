import { expect, it } from 'vitest'
import { keptFromPython, renderFromPython } from '../src/from-python.js'

/** Tables are aligned, and long lines broken, by whoever formats the page. */
const words = (page: string): readonly string[] => page.replaceAll(/[-|\s]+/g, ' ').split(' ')

it('docs/from-python.md is what the manifest says; write it anew with npm run docs:update', () => {
  expect(words(keptFromPython())).toEqual(words(renderFromPython()))
})
