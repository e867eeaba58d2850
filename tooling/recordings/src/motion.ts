import type { RawAnswer } from './answer.js'
import type { Exchange } from './recording.js'

/** A job, as far as its state, its snapshots or its metrics tell whether it works. */
interface JobState {
  readonly end_time?: number
  readonly is_idle?: boolean
  readonly aborted?: boolean
  /** Of dSort. */
  readonly finish_time?: string
}

const isJobQuery = ({ request: { path, method, query } }: Exchange): boolean =>
  (path === '/v1/sort' && method === 'GET') ||
  query.some(([name, value]) => name === 'what' && (value === 'status' || value === 'qryxstats'))

const statesOf = (json: unknown): readonly JobState[] => {
  if (typeof json !== 'object' || json === null) return []
  if ('end_time' in json) return [json as JobState]
  return Object.values(json).flatMap((value: unknown) => {
    if (Array.isArray(value)) return value as JobState[]
    return typeof value === 'object' && value !== null ? [value] : []
  })
}

const isAtWork = ({ end_time: endTime, is_idle: isIdle, aborted, finish_time: finished }: JobState): boolean =>
  endTime === 0 || (aborted !== true && (isIdle === false || finished?.startsWith('0001') === true))

const recordedStates = ({ response: { body } }: Exchange): readonly JobState[] =>
  statesOf(body?.kind === 'json' ? body.json : undefined)

const ownStates = (own: RawAnswer): readonly JobState[] => {
  try {
    return statesOf(JSON.parse(own.body.toString('utf8')))
  } catch {
    return []
  }
}

const atWork: readonly string[] = [
  ...['end_time', 'err', 'aborted'].map((key) => `/body/json/${key}`),
  ...['end-time', 'is_idle', 'stats', 'ctlmsg', 'glob.id', 'abort-err', 'aborted'].map(
    (key) => `/body/json/*/*/${key}`,
  ),
]

const stopped: readonly string[] = [
  ...['stats', 'glob.id'].map((key) => `/body/json/*/*/${key}`),
  ...['loc-objs', 'loc-bytes', 'finish_time', 'finished_shard_creation'].map((key) => `/body/json/*/${key}`),
  ...['local_extraction', 'meta_sorting', 'shard_creation'].map((key) => `/body/json/*/Metrics/${key}`),
]

/**
 * What says how far a job was, in an answer that was recorded while it worked or after it was stopped at work: two runs of a real
 * server do not agree on that.
 */
export const motionPointers = (exchange: Exchange): readonly string[] => {
  if (!isJobQuery(exchange)) return []
  const states = recordedStates(exchange)
  return [...(states.some(isAtWork) ? atWork : []), ...(states.some(({ aborted }) => aborted === true) ? stopped : [])]
}

/** Whether a job still works that had ended when it was recorded. */
export const isBehind = (exchange: Exchange, own: RawAnswer): boolean =>
  isJobQuery(exchange) && !recordedStates(exchange).some(isAtWork) && ownStates(own).some(isAtWork)
