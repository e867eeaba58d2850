import { invalidInput, type ErrorMeaning, type OperationBody, type Place } from '@ais/core'

/** Which jobs a query or a change is about. */
export interface AdminSelection {
  readonly jobId?: string
  readonly regex?: string | undefined
  readonly onlyActiveTasks?: boolean | undefined
}

/** The message of queries and changes of download jobs. @wire ext/dload/api.go AdminBody */
export const adminBody = ({ jobId = '', regex = '', onlyActiveTasks = false }: AdminSelection): OperationBody => ({
  kind: 'json',
  value: { id: jobId, regex, only_active_tasks: onlyActiveTasks },
})

const meaning: ErrorMeaning = ({ status }) => (status === 404 ? 'JobNotFound' : undefined)

/** What calls about one job share; without an id they would be about all of them. */
export const atDownload = (operation: string, place: Place, jobId: string) => ({
  ...place,
  subject: `download ${jobId}`,
  ...(jobId === '' ? { problem: invalidInput(operation, 'jobId', 'must not be empty') } : {}),
  meaning,
})
