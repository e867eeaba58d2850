import { route } from '@ais/core/wire'
import { ApiFailure } from '../../api-failure.js'
import { changeProps, checkPropsKnown, copiesOf, type BucketProps } from '../../buckets/bucket-props.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext, HandlerEntry } from '../../server/handler.js'
import { nodeName } from '../../topology/node.js'
import { forAllObjects } from './for-all-objects.js'
import { requireBucket } from './require-bucket.js'

const path = '/v1/buckets/{bucket}'

/** The job that brings a bucket's objects to where its properties say they are. @wire ais/htcommon.go _reMirror, _reEC */
const redundancyJob = (before: BucketProps, after: BucketProps): string | undefined => {
  if (copiesOf(after) > 1 && copiesOf(after) !== copiesOf(before)) return 'make-n-copies'
  const [had, has] = [before['ec'], after['ec']] as readonly Readonly<Record<string, unknown>>[]
  if (has?.['enabled'] !== true) return undefined
  return ['enabled', 'data_slices', 'parity_slices'].some((key) => had?.[key] !== has[key]) ? 'ec-encode' : undefined
}

const setProps = async (request: EmulatorRequest, context: HandlerContext): Promise<EmulatorReply> => {
  const bucket = requireBucket(request, context)
  const action = String(request.message?.['action'] ?? '')
  if (action === 'reset-bprops') {
    await context.cluster.buckets.resetProps(bucket)
    return { status: 200 }
  }
  if (action !== 'set-bprops')
    throw new ApiFailure(400, `invalid action "${action}" (expected one of [set-bprops reset-bprops])`)
  const value = request.message?.['value'] as
    | { ec?: { enabled?: boolean; data_slices?: number; parity_slices?: number } }
    | undefined
  const count = context.cluster.topology.targets.length
  const { enabled, data_slices: data = 2, parity_slices: parity = 2 } = value?.ec ?? {}
  if (enabled === true && count < data + parity + 1)
    throw new ApiFailure(
      400,
      `not enough target nodes: EC configuration (D = ${data}, P = ${parity}) requires at least ${data + parity + 1} targets (have ${count})`,
      'ErrNotEnoughTargets',
    )
  checkPropsKnown(value, 'set-bprops', nodeName(context.node))
  const props = changeProps(bucket.props, value, 'set-bprops')
  await context.cluster.buckets.setProps(bucket, props)
  const kind = redundancyJob(bucket.props, props)
  return kind === undefined ? { status: 200 } : forAllObjects(context, kind, bucket)
}

/** Set and reset of properties. */
export const setPropsHandlers: readonly HandlerEntry[] = [
  { route: route('PATCH', path), node: 'proxy', handle: setProps },
]
