import { at, invalidInput, readJson, readNothing, type InvalidInputError, type Operation } from '@ais/core'
import { DsortInfoByTarget, DsortInfos, type DsortJobInfo } from '../wire/dsort-info.js'
import { abortDsortRoute, getDsortRoute, removeDsortRoute } from '../wire/routes.js'

const checkId = (operation: string, dsortId: string): InvalidInputError | undefined =>
  dsortId === '' ? invalidInput(operation, 'dsortId', 'must not be empty: start the sort first') : undefined

/**
 * Asks what a sort has done, by target id.
 * @throws ApiError NotFound, NotSupported
 * @wire GET /v1/sort?uuid: api/dsort.go MetricsDsort
 */
export const getDsortInfo = (dsortId: string): Operation<Readonly<Record<string, DsortJobInfo>>> => {
  const name = 'dsort.getJobInfo'
  const problem = checkId(name, dsortId)
  return {
    ...at(name, getDsortRoute, {}),
    ...(problem === undefined ? {} : { problem }),
    subject: `dsort ${dsortId}`,
    query: { uuid: dsortId },
    idempotent: true,
    read: readJson(name, DsortInfoByTarget, { exactIntegers: true }),
  }
}

/** Which sorts are listed. */
export interface ListDsortsOptions {
  /** A regular expression of Go that the description matches. @defaultValue all */
  readonly regex?: string
  /** Only those that run. @defaultValue false */
  readonly onlyActive?: boolean
}

/**
 * Lists sorts, each summed up over the targets.
 * @throws ApiError BadRequest (no regular expression), NotSupported
 * @wire GET /v1/sort: api/dsort.go ListDsort
 */
export const listDsorts = (options: ListDsortsOptions = {}): Operation<readonly DsortJobInfo[]> => {
  const name = 'dsort.list'
  return {
    ...at(name, getDsortRoute, {}),
    query: { regex: options.regex, only_active: options.onlyActive === true ? true : undefined },
    idempotent: true,
    read: readJson(name, DsortInfos, { exactIntegers: true }),
  }
}

/**
 * Stops a sort; one that is over stays as it is.
 * @throws ApiError NotFound, NotSupported
 * @wire DELETE /v1/sort/abort?uuid: api/dsort.go AbortDsort
 */
export const abortDsort = (dsortId: string): Operation<void> => {
  const name = 'dsort.abort'
  const problem = checkId(name, dsortId)
  return {
    ...at(name, abortDsortRoute, {}),
    ...(problem === undefined ? {} : { problem }),
    subject: `dsort ${dsortId}`,
    query: { uuid: dsortId },
    idempotent: true,
    read: readNothing,
  }
}

/**
 * Forgets a sort that is over.
 * @throws ApiError NotFound, BadRequest (it runs), NotSupported
 * @wire DELETE /v1/sort?uuid: api/dsort.go RemoveDsort
 */
export const removeDsort = (dsortId: string): Operation<void> => {
  const name = 'dsort.remove'
  const problem = checkId(name, dsortId)
  return {
    ...at(name, removeDsortRoute, {}),
    ...(problem === undefined ? {} : { problem }),
    subject: `dsort ${dsortId}`,
    query: { uuid: dsortId },
    idempotent: false,
    read: readNothing,
  }
}
