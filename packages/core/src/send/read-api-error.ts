import { ApiError } from '../errors/api-error.js'
import { apiErrorCode } from '../errors/api-error-meaning.js'
import { isAisError } from '../errors/ais-error.js'
import type { ErrorContext } from '../errors/ais-error-base.js'
import { callName } from '../errors/call-name.js'
import type { Operation, OperationResponse } from '../operation.js'
import { concatBytes } from '../read/collect.js'
import { retryAfterMsOf } from '../retry/retry-after.js'
import { secretsInHeaders } from '../secrets/secrets-in.js'
import { decodeErrorBody, type ErrorBody } from '../wire/error-body.js'

/** As much of an error's body as is read; the rest is thrown away with the connection. */
const maxErrorBytes = 64 * 1024
const maxMessageLength = 1000

// AIStore quotes tokens in some of its messages. In two steps, each of which looks at a character once: the text is the server's.
const tokenText = /[\w.-]+/g
const tokenStart = /\beyJ/

const withoutTokens = (text: string): string =>
  text.replace(tokenText, (run) => {
    const start = run.search(tokenStart)
    return start < 0 || run.indexOf('.', start + 8) < 0 ? run : `${run.slice(0, start)}<token>`
  })

const readStart = async (response: OperationResponse): Promise<string> => {
  const pieces: Uint8Array[] = []
  let length = 0
  try {
    for await (const piece of response.body) {
      pieces.push(piece)
      length += piece.length
      if (length >= maxErrorBytes) break
    }
  } catch (error) {
    // The status is the answer; a text that breaks off is told as far as it came.
    if (!isAisError(error) || (error._tag !== 'Unreachable' && error._tag !== 'Timeout')) throw error
  }
  return new TextDecoder().decode(concatBytes(pieces).subarray(0, maxErrorBytes))
}

const cutOut = (text: string, secrets: readonly string[], placeholder: string): string =>
  secrets
    // The longest first: one may be in another.
    .toSorted((a, b) => b.length - a.length)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
    .reduce((known, secret) => known.replaceAll(secret, placeholder), text)

const withoutSecrets = (
  message: string,
  headers: Readonly<Record<string, string>>,
  secrets: readonly string[] = [],
): string =>
  cutOut(
    withoutTokens(cutOut(message, secretsInHeaders(headers), '<token>')),
    // Shorter ones are in too many words, and to cut them out would tell them.
    secrets.filter((secret) => secret.length >= 4),
    '<secret>',
  )

const parse = (text: string): ErrorBody | undefined => {
  try {
    return decodeErrorBody(JSON.parse(text))
  } catch {
    return undefined
  }
}

const advice: Partial<Record<ApiError['code'], string>> = {
  Unauthorized: 'give a valid token by the token option or AIS_AUTHN_TOKEN',
  Forbidden: 'the token lacks the permission, or authentication is on and none was given',
  RateLimited: 'slow down, or raise the rate limit of the bucket',
  NotSupported: 'this cluster was built or configured without it',
  Unavailable: 'the cluster is starting or overloaded; try again later',
  BucketNotFound: 'create the bucket, or check its name, provider and namespace',
}

/** Reads an HTTP error: from the body, or for HEAD from `Hdr-Error`; what is not JSON is told by its status. */
export const readApiError = async (
  operation: Operation<unknown>,
  response: OperationResponse,
  context: ErrorContext,
  headersSent: Readonly<Record<string, string>> = {},
): Promise<ApiError> => {
  const { status, headers } = response
  const fromHeader = headers.get('hdr-error')
  let text = fromHeader ?? ''
  if (fromHeader === undefined && operation.method !== 'HEAD') text = await readStart(response)
  else response.discard()
  const body = parse(text)
  const isHtml = /^\s*</.test(text)
  const serverMessage = withoutSecrets(
    body?.message ?? (isHtml ? 'an HTML page' : text),
    headersSent,
    operation.secrets?.(),
  )
    .trim()
    .slice(0, maxMessageLength)
  const answer = { ...body, status }
  const code =
    operation.meaning?.(answer) ??
    apiErrorCode({ ...answer, requestMethod: operation.method, requestPath: operation.path })
  const todo = advice[code]
  const said = serverMessage === '' ? '' : `: ${serverMessage}`
  return new ApiError(
    {
      code,
      status,
      tcode: body?.tcode ?? '',
      serverMessage,
      retryAfterMs: retryAfterMsOf(headers),
    },
    `${callName(context)}: ${code} (HTTP ${status})${said}${todo === undefined ? '' : `; ${todo}`}`,
    body?.node === undefined || body.node === '' ? context : { ...context, node: body.node },
  )
}
