import type { BucketRef } from '@ais/core'
import { isGlobalNamespace, type BucketJson } from '@ais/core/wire'

/** A bucket as messages have it; the global namespace is null. @wire cmn/bck.go Bck */
export const bucketJson = ({
  name,
  provider = 'ais',
  namespace,
}: BucketRef): Readonly<Record<keyof BucketJson, unknown>> => ({
  name,
  provider,
  namespace: namespace === undefined || isGlobalNamespace(namespace) ? null : namespace,
})
