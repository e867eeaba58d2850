import { parseSync, Visitor, type CallExpression, type NewExpression } from 'oxc-parser'

/** A regular expression of a source. */
export interface Pattern {
  /** As it is written, `/a+/i`. */
  readonly text: string
  readonly source: string
  readonly flags: string
}

/** The regular expressions of a source. */
export interface Patterns {
  readonly literals: readonly Pattern[]
  /** Whether it makes others from texts, which nobody can look at beforehand. */
  readonly makesOthers: boolean
}

/** Finds the regular expressions of a source. @throws Error for what cannot be parsed */
export const patternsOf = (file: string, code: string): Patterns => {
  const { program, errors } = parseSync(file, code)
  const [error] = errors
  if (error !== undefined) throw new Error(`${file}: ${error.message}`)
  const literals: Pattern[] = []
  let makesOthers = false
  const look = ({ callee }: CallExpression | NewExpression): void => {
    if (callee.type === 'Identifier' && callee.name === 'RegExp') makesOthers = true
  }
  new Visitor({
    Literal: (node) => {
      if (!('regex' in node)) return
      const { pattern: source, flags } = node.regex
      literals.push({ text: `/${source}/${flags}`, source, flags })
    },
    CallExpression: look,
    NewExpression: look,
  }).visit(program)
  return { literals, makesOthers }
}
