import type { ErrorContext } from './ais-error-base.js'

/** What messages call a call: its operation, and what it acts on where it acts on something. */
export const callName = ({ operation, subject }: Pick<ErrorContext, 'operation' | 'subject'>): string =>
  subject === undefined ? operation : `${operation} ${subject}`
