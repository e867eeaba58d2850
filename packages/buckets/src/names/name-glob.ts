import { invalidInput, type InvalidInputError } from '@ais/core'

/** Most alternatives that the braces of a glob may make. */
const maxAlternatives = 1000
/** Longest glob, in characters. */
const maxLength = 1000

/** One place of a glob: any run of characters, or one character that fits. */
type Part = 'run' | ((character: string) => boolean)

/** Splits at the commas outside of inner braces; `undefined` where the brace is never closed. */
const bracesAt = (glob: string, open: number): { readonly end: number; readonly choices: string[] } | undefined => {
  const choices: string[] = []
  let depth = 0
  let start = open + 1
  for (let at = open; at < glob.length; at += 1) {
    const character = glob[at]
    if (character === '\\') at += 1
    else if (character === '{') depth += 1
    else if (character === '}') depth -= 1
    if (depth === 0) return { end: at, choices: [...choices, glob.slice(start, at)] }
    if (character === ',' && depth === 1) {
      choices.push(glob.slice(start, at))
      start = at + 1
    }
  }
  return undefined
}

/** Writes a glob with braces as globs without; `undefined` when they are too many. */
const alternativesOf = (glob: string): readonly string[] | undefined => {
  const done: string[] = []
  const waiting: (readonly [glob: string, from: number])[] = [[glob, 0]]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [text, from] = next
    let open = from
    while (open < text.length && text[open] !== '{') open += text[open] === '\\' ? 2 : 1
    const found = open < text.length ? bracesAt(text, open) : undefined
    // A brace without its end, or with a single choice, is what it is.
    if (open >= text.length) done.push(text)
    else if (found === undefined || found.choices.length === 1) waiting.push([text, open + 1])
    else
      for (const choice of found.choices.toReversed())
        waiting.push([text.slice(0, open) + choice + text.slice(found.end + 1), open])
    if (done.length + waiting.length > maxAlternatives) return undefined
  }
  return done
}

/** A set, `[a-z]`, `[!a-z]`, that begins at a bracket; `undefined` where it has no end. */
const setAt = (
  characters: readonly string[],
  open: number,
): { readonly end: number; readonly part: Part } | undefined => {
  const isNegated = characters[open + 1] === '!' || characters[open + 1] === '^'
  const start = open + (isNegated ? 2 : 1)
  // A bracket at the start stands for itself.
  const end = characters.indexOf(']', start + 1)
  if (end < 0) return undefined
  const ranges: (readonly [string, string])[] = []
  for (let at = start; at < end; at += 1) {
    const [low = '', dash, high = ''] = characters.slice(at, at + 3)
    const isRange = dash === '-' && at + 2 < end
    ranges.push([low, isRange ? high : low])
    if (isRange) at += 2
  }
  const has = (character: string): boolean => ranges.some(([low, high]) => low <= character && character <= high)
  return { end, part: (character) => has(character) !== isNegated }
}

const partsOf = (glob: string): readonly Part[] => {
  const characters = Array.from(glob)
  const parts: Part[] = []
  for (let at = 0; at < characters.length; at += 1) {
    const set = characters[at] === '[' ? setAt(characters, at) : undefined
    if (set !== undefined) {
      parts.push(set.part)
      at = set.end
    } else if (characters[at] === '*') {
      if (parts.at(-1) !== 'run') parts.push('run')
    } else if (characters[at] === '?') parts.push(() => true)
    else {
      if (characters[at] === '\\' && at + 1 < characters.length) at += 1
      const wanted = characters[at]
      parts.push((character) => character === wanted)
    }
  }
  return parts
}

/** Whether the characters fit. Only the last run ever takes another character: an earlier one could only take what it may take too. */
const fits = (parts: readonly Part[], characters: readonly string[]): boolean => {
  let [part, at] = [0, 0]
  let [run, taken] = [-1, 0]
  while (at < characters.length) {
    const wanted = parts[part]
    if (wanted === 'run') {
      ;[run, taken] = [part, at]
      part += 1
    } else if (wanted?.(characters[at] ?? '') === true) {
      part += 1
      at += 1
    } else if (run >= 0) {
      taken += 1
      ;[part, at] = [run + 1, taken]
    } else return false
  }
  while (parts[part] === 'run') part += 1
  return part === parts.length
}

/**
 * Compiles a glob for names of files: `*` any run of characters, `?` one, `[a-z]` and `[!a-z]` one of a set, `{a,b}` alternatives, `\` before
 * what stands for itself. Patterns of libraries become regular expressions, which some names keep busy for ever; this takes at most the
 * name's length times the glob's.
 */
export const nameGlob = (
  operation: string,
  field: string,
  glob: string,
): ((name: string) => boolean) | InvalidInputError => {
  if (glob.length > maxLength) return invalidInput(operation, field, `must not be longer than ${maxLength} characters`)
  const alternatives = alternativesOf(glob)
  if (alternatives === undefined)
    return invalidInput(operation, field, `must not have braces that make more than ${maxAlternatives} alternatives`)
  const all = alternatives.map(partsOf)
  return (name) => {
    const characters = Array.from(name)
    return all.some((parts) => fits(parts, characters))
  }
}
