import { invalidInput, type InvalidInputError } from '@ais/core'

/** A transformation by name, with arguments. */
export interface EtlConfig {
  /** Name of the ETL. */
  readonly name: string
  /** Arguments: text as it is, anything else as compact JSON. @defaultValue none */
  readonly args?: unknown
  /** ETLs that take the result further, in this order. @defaultValue none */
  readonly pipeline?: readonly string[]
}

/** Which ETL transforms an object on its way; one of the two. */
export interface EtlSelection {
  /** Name of the ETL. @defaultValue none */
  readonly etlName?: string
  /** Name and arguments. @defaultValue none */
  readonly etl?: EtlConfig
}

/** Query parameters of an inline transformation. */
export interface EtlQuery {
  readonly etl_name?: string
  readonly etl_args?: string
  readonly etl_pipeline?: string
}

const argsText = (args: unknown): string | undefined => {
  if (typeof args === 'string') return args
  try {
    return JSON.stringify(args)
  } catch {
    // A bigint or a cycle: told by `checkEtl`.
    return undefined
  }
}

/** Says what is wrong with the choice of an ETL. */
export const checkEtl = (operation: string, { etlName, etl }: EtlSelection): InvalidInputError | undefined => {
  if (etlName !== undefined && etl !== undefined)
    return invalidInput(operation, 'etl', 'cannot be given together with etlName')
  if ((etl?.name ?? etlName) === '') return invalidInput(operation, 'etl', 'must not have an empty name')
  return etl?.args !== undefined && argsText(etl.args) === undefined
    ? invalidInput(operation, 'etl.args', 'must be text or something that JSON can hold')
    : undefined
}

/**
 * Writes the choice of an ETL as query parameters.
 * @wire api/apc/query.go QparamETLName, QparamETLTransformArgs
 */
export const etlQuery = ({ etlName, etl }: EtlSelection): EtlQuery => {
  const name = etl?.name ?? etlName
  const args = etl?.args === undefined ? undefined : argsText(etl.args)
  const pipeline = etl?.pipeline ?? []
  return {
    ...(name === undefined ? {} : { etl_name: name }),
    ...(args === undefined ? {} : { etl_args: args }),
    ...(pipeline.length === 0 ? {} : { etl_pipeline: pipeline.join(',') }),
  }
}
