import { readText, type Operation } from '@ais/core'

/** Reads ids of jobs that are joined by commas. */
export const readJobIds: Operation<readonly string[]>['read'] = async (response) =>
  (await readText(response)).split(',').filter((id) => id !== '')
