import { at, firstProblem, invalidInput, readJson, readNothing, readText, type Operation } from '@ais/core'
import { checkEtlName } from '../check-etl-name.js'
import {
  EtlDetails,
  EtlHealthByTarget,
  EtlInfos,
  EtlLogsByTarget,
  EtlMetricsByTarget,
  type EtlInfo,
  type EtlLogs,
} from '../wire/etl-info.js'
import {
  deleteEtlRoute,
  etlHealthRoute,
  etlLogsOfTargetRoute,
  etlLogsRoute,
  etlMetricsRoute,
  listEtlsRoute,
  startEtlRoute,
  stopEtlRoute,
  viewEtlRoute,
} from '../wire/routes.js'

const atEtl = (name: string, route: typeof viewEtlRoute, etlName: string) => {
  const problem = checkEtlName(name, etlName)
  return {
    ...at(name, route, { etl: etlName }),
    ...(problem === undefined ? {} : { problem }),
    subject: `etl ${etlName}`,
  }
}

/**
 * Lists the cluster's ETLs.
 * @throws ApiError NotSupported
 * @wire GET /v1/etl: api/etl.go ETLList
 */
export const listAllEtls = (): Operation<readonly EtlInfo[]> => ({
  ...at('etl.list', listEtlsRoute, {}),
  idempotent: true,
  read: readJson('etl.list', EtlInfos),
})

/**
 * Tells what an ETL was started with, and what it failed on; with a job's id only what it failed on in that job.
 * @throws ApiError EtlNotFound, NotSupported
 * @wire GET /v1/etl/{etl}: api/etl.go ETLGetDetail
 */
export const viewEtl = (etlName: string, jobId?: string): Operation<EtlDetails> => ({
  ...atEtl('etl.view', viewEtlRoute, etlName),
  query: { uuid: jobId },
  idempotent: true,
  read: readJson('etl.view', EtlDetails),
})

/**
 * Starts an ETL that was stopped, and gives the id of its new job.
 * @throws ApiError EtlNotFound, BadRequest (it runs), NotSupported
 * @wire POST /v1/etl/{etl}/start: api/etl.go ETLStart
 */
export const startEtl = (etlName: string): Operation<string> => ({
  ...atEtl('etl.start', startEtlRoute, etlName),
  idempotent: false,
  read: readText,
})

/**
 * Stops an ETL; it can be started again.
 * @throws ApiError EtlNotFound, NotSupported
 * @wire POST /v1/etl/{etl}/stop: api/etl.go ETLStop
 */
export const stopEtl = (etlName: string): Operation<void> => ({
  ...atEtl('etl.stop', stopEtlRoute, etlName),
  idempotent: true,
  read: readNothing,
})

/**
 * Stops an ETL and forgets it.
 * @throws ApiError EtlNotFound, NotSupported
 * @wire DELETE /v1/etl/{etl}: api/etl.go ETLDelete
 */
export const deleteEtl = (etlName: string): Operation<void> => ({
  ...atEtl('etl.delete', deleteEtlRoute, etlName),
  idempotent: false,
  read: readNothing,
})

/**
 * Reads what an ETL's containers wrote, on all targets or on one.
 * @throws ApiError EtlNotFound, BadRequest (no such target), NotSupported
 * @wire GET /v1/etl/{etl}/logs, …/logs/{target}: api/etl.go ETLLogs
 */
export const getEtlLogs = (etlName: string, targetId = ''): Operation<readonly EtlLogs[]> => {
  const name = 'etl.logs'
  const problem = firstProblem(
    checkEtlName(name, etlName),
    targetId.includes('/') ? invalidInput(name, 'targetId', 'must not have a slash') : undefined,
  )
  const place =
    targetId === ''
      ? at(name, etlLogsRoute, { etl: etlName })
      : at(name, etlLogsOfTargetRoute, { etl: etlName, target: targetId })
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    subject: `etl ${etlName}`,
    idempotent: true,
    read: readJson(name, EtlLogsByTarget),
  }
}

/** How an ETL is on a target. */
export interface EtlHealth {
  readonly targetId: string
  /** As Kubernetes calls it, `Running`. */
  readonly status: string
}

/**
 * Tells how an ETL is, target by target.
 * @throws ApiError EtlNotFound, NotSupported
 * @wire GET /v1/etl/{etl}/health: api/etl.go ETLHealth
 */
export const getEtlHealth = (etlName: string): Operation<readonly EtlHealth[]> => {
  const read = readJson('etl.health', EtlHealthByTarget)
  return {
    ...atEtl('etl.health', etlHealthRoute, etlName),
    idempotent: true,
    read: async (response) =>
      (await read(response)).map(({ target_id, health_status }) => ({ targetId: target_id, status: health_status })),
  }
}

/** What an ETL takes of a target. */
export interface EtlMetrics {
  readonly targetId: string
  /** Cores. */
  readonly cpu: number
  readonly memoryBytes: number
}

/**
 * Tells what an ETL takes of CPU and memory, target by target.
 * @throws ApiError EtlNotFound, NotSupported
 * @wire GET /v1/etl/{etl}/metrics: api/etl.go ETLMetrics
 */
export const getEtlMetrics = (etlName: string): Operation<readonly EtlMetrics[]> => {
  const read = readJson('etl.metrics', EtlMetricsByTarget)
  return {
    ...atEtl('etl.metrics', etlMetricsRoute, etlName),
    idempotent: true,
    read: async (response) =>
      (await read(response)).map(({ target_id, cpu, mem }) => ({ targetId: target_id, cpu, memoryBytes: mem })),
  }
}
