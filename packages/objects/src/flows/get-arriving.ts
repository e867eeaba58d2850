import type { ObjectRef, Operation, OperationResponse } from '@ais/core'
import type { GetObjectOptions } from '../get-options.js'
import { getObject } from '../operations/get-object.js'
import { isRemoteObject } from '../remote-object.js'
import { waitForArrival } from './wait-for-arrival.js'

/** {@link getObject}, which waits for a remote object that the cluster still fetches before it asks again. */
export const getArriving = (object: ObjectRef, options: GetObjectOptions): Operation<OperationResponse> => ({
  ...getObject(object, options),
  ...(isRemoteObject(object) ? { beforeRetry: (occasion) => waitForArrival(object, occasion) } : {}),
})
