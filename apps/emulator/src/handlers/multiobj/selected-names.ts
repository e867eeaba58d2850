import { expandRanges, parseTemplate } from '@ais/multiobj/wire'
import { ApiFailure } from '../../api-failure.js'
import { bucketObjects } from '../../backends/bucket-objects.js'
import type { EmulatedBucket } from '../../buckets/bucket-registry.js'
import type { EmulatorRequest, HandlerContext } from '../../server/handler.js'
import { nodeName } from '../../topology/node.js'

/** Lists the names of a bucket that start with a prefix. */
export type ListNames = (prefix: string) => AsyncIterable<string>

/** The objects that a request is about. */
export interface SelectedNames {
  readonly names: () => AsyncIterable<string>
  /** They were named one by one: one that is missing is a problem. One that a template made up is none. */
  readonly isNamed: boolean
  /** How a job tells what it was asked for. */
  readonly message: string
}

/** Lists what a bucket has, wherever that is. */
export const namesOf = ({ cluster }: HandlerContext, bucket: EmulatedBucket): ListNames =>
  async function* (prefix) {
    for await (const { name } of bucketObjects(bucket, prefix, cluster)) yield name
  }

/** A refusal of the first target, as the proxy passes it on. */
const refusal = (request: EmulatorRequest, context: HandlerContext, reason: string, tcode = ''): ApiFailure => {
  const target = context.cluster.topology.targets[0] ?? context.node
  const action = String(request.message?.['action'])
  return new ApiFailure(400, `${nodeName(target)} failed to "${action}" List/Range: ${reason}`, tcode).by(
    target,
    request.path,
  )
}

/** The `value` of a message about many objects. @throws ApiFailure 400 for what is no object */
export const selectionMessage = (
  request: EmulatorRequest,
  context: HandlerContext,
): Readonly<Record<string, unknown>> => {
  const value = request.message?.['value'] ?? {}
  if (typeof value === 'object' && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>
  const target = context.cluster.topology.targets[0] ?? context.node
  const text = JSON.stringify(value)
  const kind = Array.isArray(value) ? '[]interface {}' : typeof value
  throw refusal(
    request,
    context,
    `${nodeName(target)}: failed to unmarshal ${String(request.message?.['action'])} (${kind}), err: readObjectStart: expect { or n, but found ${text.slice(0, 1)}, error found in #1 byte of ...|${text}|..., bigger context ...|${text}|...`,
  )
}

/**
 * The names that a message selects: `objnames` if there are any, else `template`; neither, or an empty one, is the whole bucket.
 * @throws ApiFailure 400 for a template that is none
 */
export const selectNames = (request: EmulatorRequest, context: HandlerContext, list: ListNames): SelectedNames => {
  const value = selectionMessage(request, context)
  const objnames = value['objnames']
  if (Array.isArray(objnames) && objnames.length > 0) {
    const names = objnames.map(String)
    return {
      isNamed: true,
      message: `list:[${names.join(' ')}]`,
      names: async function* () {
        yield* names
      },
    }
  }
  const template = typeof value['template'] === 'string' ? value['template'] : ''
  const parsed = parseTemplate(template)
  if (parsed.kind === 'invalid') throw refusal(request, context, parsed.reason, parsed.code)
  if (parsed.kind !== 'ranges') {
    const prefix = parsed.kind === 'prefix' ? parsed.prefix : ''
    return { isNamed: false, message: prefix === '' ? '' : `prefix:${prefix}`, names: () => list(prefix) }
  }
  return {
    isNamed: false,
    message: `template:${template}`,
    names: async function* () {
      yield* expandRanges(parsed.prefix, parsed.ranges)
    },
  }
}
