import { checkBucket, checkObjectName } from './checks/check-names.js'
import { checkUnicode } from './checks/check-unicode.js'
import { firstProblem, invalidInput } from './checks/invalid-input.js'
import type { BucketRef, ObjectRef } from './bucket-ref.js'
import { bucketQuery, bucketUri } from './bucket-ref.js'
import type { InvalidInputError } from './errors/invalid-input-error.js'
import type { OperationBody, Query } from './operation.js'
import type { TransportLack } from './transport/transport.js'
import { encodeObjectName } from './wire/object-name.js'
import type { Method, Route } from './wire/route.js'

/** Where a call goes; spread it into an operation. */
export interface Place {
  readonly name: string
  readonly method: Method
  readonly path: string
  readonly query: Query
  readonly subject?: string
  readonly problem?: InvalidInputError
  readonly needs?: readonly TransportLack[]
}

/** A path's text and the names of its parameters, in turns, beginning with text. */
const templates = new WeakMap<Route, readonly string[]>()

const templateOf = (route: Route): readonly string[] => {
  let template = templates.get(route)
  if (template === undefined) {
    template = route.path.split(/\{([^{}+]+)\+?\}/)
    templates.set(route, template)
  }
  return template
}

const fill = (route: Route, params: Readonly<Record<string, string>>): string => {
  const template = templateOf(route)
  let path = template[0] ?? ''
  for (let index = 1; index < template.length; index += 2)
    path += encodeObjectName(params[template[index] ?? ''] ?? '') + (template[index + 1] ?? '')
  return path
}

/** What a part of a path cannot be: another address, several parts, or no text. */
const noSegment = /^\.{0,2}$|[/\u0000-\u001f\u007f]|\p{Surrogate}/u

const segmentProblem = (operation: string, params: Readonly<Record<string, string>>): InvalidInputError | undefined => {
  const wrong = Object.keys(params).find((name) => noSegment.test(params[name] ?? ''))
  return wrong === undefined
    ? undefined
    : invalidInput(
        operation,
        wrong,
        "must not be empty, '.' or '..', nor hold '/', control characters or invalid Unicode",
      )
}

/** Fills a route that addresses neither bucket nor object; a text that would address something else becomes `problem`. */
export const at = <Params extends string>(
  operation: string,
  route: Route<Params>,
  params: Readonly<Record<Params, string>>,
): Place => {
  const problem = segmentProblem(operation, params)
  return {
    name: operation,
    method: route.method,
    path: problem === undefined ? fill(route, params) : route.path,
    query: {},
    ...(problem === undefined ? {} : { problem }),
  }
}

const place = (
  operation: string,
  route: Route,
  bucket: BucketRef,
  params: Readonly<Record<string, string>>,
  subject: string,
  problem: InvalidInputError | undefined,
): Place => ({
  name: operation,
  method: route.method,
  path: problem === undefined ? fill(route, params) : route.path,
  query: bucketQuery(bucket),
  subject,
  ...(problem === undefined ? {} : { problem }),
})

/** Fills a route that addresses a bucket: path, query and subject; a wrong name becomes `problem`. */
export const atBucket = (
  operation: string,
  route: Route,
  bucket: BucketRef,
  more: Readonly<Record<string, string>> = {},
): Place =>
  place(
    operation,
    route,
    bucket,
    { bucket: bucket.name, ...more },
    bucketUri(bucket),
    checkBucket(operation, bucket) ?? checkUnicode(operation, more),
  )

/** Fills a route that addresses an object: path, query and subject; a wrong name becomes `problem`. */
export const atObject = (operation: string, route: Route, object: ObjectRef): Place => ({
  ...place(
    operation,
    route,
    object.bucket,
    { bucket: object.bucket.name, object: object.name },
    `${bucketUri(object.bucket)}/${object.name}`,
    firstProblem(checkBucket(operation, object.bucket), checkObjectName(operation, object.name)),
  ),
  // Every call of an object is answered by the proxy with a redirect to its target.
  needs: ['redirect'],
})

/** Makes the JSON body of an action message. */
export const actionBody = (
  action: string,
  message: { readonly name?: string; readonly value?: unknown } = {},
): OperationBody => ({
  kind: 'json',
  value: { action, name: message.name ?? '', value: message.value ?? null },
})
