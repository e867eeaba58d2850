const loneSurrogate = /\p{Surrogate}/u

/** Tells whether a text has a UTF-8: half of a surrogate pair has none. */
export const isUnicode = (text: string): boolean => !loneSurrogate.test(text)
