import type { ObjectRef } from '@ais/core'

/** Tells whether an object lives outside of this cluster: in a cloud bucket, or in another AIS cluster. */
export const isRemoteObject = ({ bucket }: ObjectRef): boolean =>
  (bucket.provider ?? 'ais') !== 'ais' || (bucket.namespace !== undefined && bucket.namespace.uuid !== '')
