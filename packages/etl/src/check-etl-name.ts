import { invalidInput, type InvalidInputError } from '@ais/core'

const pattern = /^[a-z0-9][a-z0-9-]{4,30}[a-z0-9]$/

/** Checks an ETL's name: 6 to 32 lower-case letters, digits and dashes, no dash first or last. @wire cmn/k8s/name.go */
export const checkEtlName = (operation: string, etlName: string, field = 'etlName'): InvalidInputError | undefined =>
  typeof etlName === 'string' && pattern.test(etlName)
    ? undefined
    : invalidInput(
        operation,
        field,
        'must have 6 to 32 lower-case letters, digits and dashes, and begin and end with a letter or digit',
      )

const duration = /^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/

/** Checks a time as Go writes it, `5m`, `45s`. */
export const checkDuration = (
  operation: string,
  field: string,
  text: string | undefined,
): InvalidInputError | undefined =>
  text === undefined || duration.test(text)
    ? undefined
    : invalidInput(operation, field, "must be a time such as '45s' or '5m'")
