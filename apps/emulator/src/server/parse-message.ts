import { ApiFailure } from '../api-failure.js'
import { bytesBeforeValue, goJsonError, noObjectError } from '../rules/go-json-error.js'
import { nodeName } from '../topology/node.js'
import type { HandlerContext } from './handler.js'
import { lowerCaseKeys } from './read-request.js'

/** What AIStore decodes a body into, and where: both are in its errors. */
interface Decoder {
  readonly type: string
  readonly place: string
}

const decoderOf = (method: string, path: string): Decoder => {
  const [, , resource] = path.split('/')
  if (resource === 'cluster' && method === 'GET') return { type: 'xact.QueryMsg', place: 'prxclu.go, #154' }
  return {
    type: 'apc.ActMsg',
    place: resource === 'buckets' && method === 'DELETE' ? 'proxy.go, #1056' : 'htrun.go, #2910',
  }
}

/** Where the first value of a text ends; what follows is not read. */
const endOfObject = (text: string): number => {
  let [depth, isString] = [0, false]
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (isString) {
      if (character === '\\') at += 1
      else if (character === '"') isString = false
    } else if (character === '"') isString = true
    else if (character === '{' || character === '[') depth += 1
    else if (character === '}' || character === ']') {
      depth -= 1
      if (depth === 0) return at + 1
    }
  }
  return text.length
}

const valueOf = (text: string): unknown => {
  try {
    return JSON.parse(text.slice(0, endOfObject(text)))
  } catch {
    return undefined
  }
}

/** A specification that is no JSON; the server quotes all of it. */
const dsortFailure = (text: string, { node }: HandlerContext): ApiFailure =>
  new ApiFailure(
    400,
    `${nodeName(node)}: failed to unmarshal dsort request (${text}), err: ${noObjectError(text, 'dsort.RequestSpec')}`,
    'wrapError',
  )

/**
 * Reads the message of a request: one JSON object, `null` for an empty one, whatever comes after it.
 * @throws ApiFailure 400 in the words of AIStore's decoder
 */
export const parseMessage = (
  text: string,
  method: string,
  path: string,
  context: HandlerContext,
): Readonly<Record<string, unknown>> => {
  const { type, place } = decoderOf(method, path)
  const unmarshal = (reason: string): ApiFailure =>
    new ApiFailure(
      400,
      `${nodeName(context.node)}: failed to unmarshal [*${type}] (${method}), err: ${reason} (${place})`,
    )
  const value = valueOf(text)
  if (value === null) return {}
  const message = lowerCaseKeys(value)
  if (message === undefined) {
    if (method === 'POST' && path.startsWith('/v1/sort')) throw dsortFailure(text, context)
    throw unmarshal(noObjectError(text, type))
  }
  const { action } = message
  if (action !== undefined && action !== null && typeof action !== 'string') {
    const before = bytesBeforeValue(text, 'action') ?? 0
    const problem = `${type}.Action: ReadString: expects " or n, but found ${text.slice(before, before + 1)}`
    throw unmarshal(goJsonError(problem, text, before + 1))
  }
  return message
}
