import { createRequire } from 'node:module'
import type * as Re2js from 're2js'

type Re2 = typeof Re2js

let loaded: Re2 | undefined

/** Loaded for the first pattern, at once: it is as large as a good part of the emulator, and few send patterns. */
const re2 = (): Re2 => (loaded ??= createRequire(import.meta.url)('re2js') as Re2)

/** A pattern of somebody else: it finds its place in a text in a time that grows with the text alone. */
export interface GoRegexp {
  test(text: string): boolean
}

/**
 * Compiles a pattern of Go's regexp. Whoever sends one chooses what it is matched against too, so JavaScript's engine, which goes back and
 * tries again, could be kept busy for ever.
 * @throws GoRegexpError in Go's words
 */
export const compileGoRegexp = (pattern: string): GoRegexp => {
  const { RE2JS, RE2JSException } = re2()
  try {
    const compiled = RE2JS.compile(pattern)
    return { test: (text) => compiled.test(text) }
  } catch (error) {
    if (error instanceof RE2JSException) throw new GoRegexpError(error.message)
    throw error
  }
}

/** What Go says of a pattern that it cannot compile, from `error parsing regexp` on. */
export class GoRegexpError extends Error {}

/** Compiles a pattern of Go's regexp; what Go says of one that it cannot compile becomes a failure. */
export const goRegexpOr = (failure: (reason: string) => Error, pattern: string): GoRegexp => {
  try {
    return compileGoRegexp(pattern)
  } catch (error) {
    throw error instanceof GoRegexpError ? failure(error.message) : error
  }
}
