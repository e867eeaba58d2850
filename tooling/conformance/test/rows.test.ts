import { describe, expect, it } from 'vitest'
import { cases } from '../src/cases/index.js'
import { manifest } from '../src/manifest/index.js'

describe('the suite', () => {
  it.each(manifest)('proves $python', ({ python }) => {
    expect(cases.filter((one) => one.rows.includes(python)).map(({ name }) => name)).not.toEqual([])
  })

  it('gives every case a name of its own', () => {
    const names = cases.map(({ name }) => name)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })
})
