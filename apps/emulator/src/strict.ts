import { ApiFailure } from './api-failure.js'

/** Actions that AIStore has and this emulator does not: refused as such, never taken for something else. */
const known: ReadonlySet<string> = new Set([
  'add-remote-bck',
  'archive',
  'copy-listrange',
  'create-inventory',
  'delete-listrange',
  'destroy-inventory',
  'ec-encode',
  'etl-bck',
  'etl-listrange',
  'evict-listrange',
  'index-shard',
  'make-n-copies',
  'mpt-abort',
  'mpt-complete',
  'mpt-upload',
  'prefetch-listrange',
  'rechunk',
  'show-inventory',
  'attach-remote',
  'detach-remote',
  'set-config',
  'reset-config',
  'rotate-log',
  'start-maintenance',
  'stop-maintenance',
  'decommission',
  'shutdown',
])

/** Says that AIStore has something that the emulator does not. */
export const notEmulated = (what: string): ApiFailure =>
  new ApiFailure(501, `${what} is not emulated (AIStore has it; run against a real cluster)`, 'ErrUnsupp')

/** The answer to an action that no handler takes. */
export const unknownAction = (action: string): ApiFailure =>
  known.has(action) ? notEmulated(`action "${action}"`) : new ApiFailure(400, `invalid action "${action}"`)
