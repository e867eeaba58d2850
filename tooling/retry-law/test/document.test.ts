import { describe, expect, it } from 'vitest'
import { readDocument, renderDocument } from '../src/document.ts'

describe('docs/reliability/retry-law.md', () => {
  it('is what the code says; write it anew with npm run docs:update', () => {
    expect(readDocument()).toBe(renderDocument(readDocument()))
  })

  it.each(['law', 'operations', 'conditions'])('has the place for the table of %s', (name) => {
    expect(readDocument()).toMatch(new RegExp(`<!-- ${name} -->\\n\\|[\\s\\S]*\\|\\n<!-- /${name} -->`))
  })
})
