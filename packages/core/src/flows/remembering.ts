/** Texts that are remembered; when there are more, all are forgotten. */
const maxTexts = 1_000

/** Makes a function remember what it makes of a text, for those that are asked about the same few over and over; `undefined` is not kept. */
export const remembering = <Rest extends readonly unknown[], A>(
  make: (text: string, ...rest: Rest) => A,
): ((text: string, ...rest: Rest) => A) => {
  const made = new Map<string, A>()
  return (text, ...rest) => {
    const known = made.get(text)
    if (known !== undefined) return known
    const value = make(text, ...rest)
    if (made.size >= maxTexts) made.clear()
    if (value !== undefined) made.set(text, value)
    return value
  }
}
