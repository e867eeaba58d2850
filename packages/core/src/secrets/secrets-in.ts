const telling = /auth|cookie|credential|key|passw|secret|sign|token/i

/** Shorter texts are in too many words: to cut them out would tell them. */
const minSecretLength = 4

const longEnough = (texts: readonly string[]): readonly string[] =>
  texts.filter((text) => text.length >= minSecretLength)

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** What must not be told of a URL: its credentials and the values of its query, which may be signed; nothing for what is no URL. */
export const secretsInUrl = (url: string): readonly string[] => {
  if (!URL.canParse(url)) return []
  const { username, password, search } = new URL(url)
  const values = search
    .slice(1)
    .split('&')
    .map((pair) => pair.slice(pair.indexOf('=') + 1))
  return longEnough([username, password, ...values].flatMap((text) => [text, decoded(text)]))
}

/** Texts in a value of JSON, under names such as `secret`, `token` or `key`, that must not be told. */
export const secretsInSettings = (settings: unknown, isSecret = false): readonly string[] => {
  if (typeof settings === 'string') return isSecret ? longEnough([settings]) : []
  if (typeof settings !== 'object' || settings === null) return []
  return Object.entries(settings).flatMap(([name, value]) => secretsInSettings(value, isSecret || telling.test(name)))
}

/** What must not be told of a request's headers: tokens with and without their scheme, cookies and each of their values. */
export const secretsInHeaders = (headers: Readonly<Record<string, string>>): readonly string[] =>
  longEnough(
    Object.entries(headers)
      .filter(([name]) => telling.test(name))
      .flatMap(([, value]) => [
        value,
        ...value.split(/[\s,;]+/),
        ...value.split(';').map((pair) => pair.slice(pair.indexOf('=') + 1).trim()),
      ])
      .filter((text) => !/^(basic|bearer|digest|negotiate)$/i.test(text)),
  )
