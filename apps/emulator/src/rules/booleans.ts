/** Reads a flag of a query or a header as AIStore does; anything else is false. */
export const isTrue = (text: string | readonly string[] | null | undefined): boolean =>
  text !== null && text !== undefined && /^(1|t|true|y|yes|on)$/i.test(String(text))
