/** Tells whether Go's standard decoder takes a text: its alphabet, with padding. The URL-safe alphabet is refused. */
export const isBase64 = (text: string): boolean =>
  /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)
