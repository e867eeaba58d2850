import { actionBody, atObject, type ObjectRef, type Operation } from '@ais/core'
import { checkLockRoute } from '../wire/routes.js'

/** Whether an object is locked: not, for reading, or for writing. */
export type ObjectLock = 'unlocked' | 'read' | 'write'

/**
 * Tells whether an object is locked at this moment; one that does not exist is not.
 * @wire POST /v1/objects/{bucket}/{object} check-lock: cmn/api_const.go ActCheckLock; 200, 202 or 423
 */
export const checkLock = (object: ObjectRef): Operation<ObjectLock> => ({
  ...atObject('objects.checkLock', checkLockRoute, object),
  body: actionBody('check-lock'),
  idempotent: true,
  accept: [423],
  read: (response) => {
    response.discard()
    return response.status === 423 ? 'write' : response.status === 202 ? 'read' : 'unlocked'
  },
})
