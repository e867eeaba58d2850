import { describe, expect, it } from 'vitest'
import { cases } from '../src/cases/index.js'
import { rows } from '../src/rows.js'

describe('the suite', () => {
  it.each(rows)('proves %s', (row) => {
    expect(cases.filter((one) => one.rows.includes(row)).map(({ name }) => name)).not.toEqual([])
  })

  it('gives every case a name of its own', () => {
    const names = cases.map(({ name }) => name)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })
})
