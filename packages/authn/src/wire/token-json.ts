import * as t from 'io-ts'

/** Holds a token: the answer to a login, the message that revokes one, and the CLI's token file. @wire api/authn/entity.go TokenMsg */
export interface TokenJson {
  readonly token: string
}

/** @wire token: api/authn/entity.go TokenMsg */
export const TokenJson: t.Type<TokenJson, unknown, unknown> = t.type({ token: t.string })

/** What a token's claims say of its life, Unix seconds. */
export interface TokenLife {
  readonly iat?: number
  readonly exp?: number
}

const Life = t.partial({ iat: t.number, exp: t.number })

/** Reads when a JWT was issued and when it expires, without checking its signature; `undefined` for what is no JWT. */
export const readTokenLife = (token: string): TokenLife | undefined => {
  const [, claims, signature] = token.split('.')
  if (claims === undefined || signature === undefined) return undefined
  try {
    const bytes = Uint8Array.from(atob(claims.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
      character.charCodeAt(0),
    )
    const decoded = Life.decode(JSON.parse(new TextDecoder().decode(bytes)))
    return decoded._tag === 'Right' ? decoded.right : undefined
  } catch {
    return undefined
  }
}
