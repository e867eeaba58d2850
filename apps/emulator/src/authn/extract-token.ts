import type { IncomingHttpHeaders } from 'node:http'

/** A token and the header that it came in. */
export interface GivenToken {
  readonly header: string
  readonly token: string
}

/** Finds the token of a request: a bearer token, or what clients of AWS send. @wire cmd/authn/tok/token.go ExtractToken */
export const extractToken = (headers: IncomingHttpHeaders): GivenToken | undefined => {
  const [, bearer] = /^Bearer (.+)$/.exec(headers.authorization ?? '') ?? []
  if (bearer !== undefined) return { header: 'Authorization', token: bearer }
  const amz = headers['x-amz-security-token']
  return typeof amz === 'string' && amz !== '' ? { header: 'X-Amz-Security-Token', token: amz } : undefined
}
