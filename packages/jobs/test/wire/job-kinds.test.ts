import { describe, expect, it } from 'vitest'
import { jobKindNamed, jobKinds, waitKindOf } from '../../src/wire/index.js'

describe('kinds of jobs', () => {
  it('are found by their names and display names', () => {
    for (const [kind, { displayName }] of Object.entries(jobKinds)) {
      expect(jobKindNamed(kind)).toBe(kind)
      if (displayName !== undefined) expect(jobKindNamed(displayName)).toBe(kind)
    }
    expect(jobKindNamed('cleanup')).toBe('cleanup-store')
    expect(jobKindNamed('__proto__')).toBeUndefined()
  })

  it('say how to wait; unknown ones are taken to end', () => {
    expect(['copy-objects', 'archive', 'blob-download', 'copy-bucket', 'of tomorrow'].map(waitKindOf)).toEqual([
      'idle',
      'idle',
      'single-node',
      'terminal',
      'terminal',
    ])
  })
})
