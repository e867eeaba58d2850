import { describe, expect, it } from 'vitest'
import { Ending } from '../../src/transport/ending.js'

describe('Ending', () => {
  it('calls each listener once, none that was taken off, and late ones at once', () => {
    const ending = new Ending()
    const calls: string[] = []
    const listeners = ['a', 'b', 'c', 'd'].map((name) => () => void calls.push(name))
    for (const listener of listeners) ending.on(listener)
    ending.off(listeners[0] as () => void)
    ending.off(listeners[2] as () => void)
    expect(ending.isOver).toBe(false)
    ending.end()
    ending.end()
    expect(calls.toSorted()).toEqual(['b', 'd'])
    ending.on(listeners[0] as () => void)
    expect(calls).toContain('a')
    expect(ending.isOver).toBe(true)
  })

  it('is a signal to whoever asks for one, before its end or after', () => {
    const asked = new Ending()
    const { signal } = asked
    expect(signal.aborted).toBe(false)
    asked.end()
    expect(signal.aborted).toBe(true)
    const late = new Ending()
    late.end()
    expect(late.signal.aborted).toBe(true)
  })
})
