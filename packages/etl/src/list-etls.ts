import type { CallOptions, Connection } from '@ais/core'
import { listAllEtls } from './operations/control-etl.js'
import type { EtlInfo } from './wire/etl-info.js'

/** Options of {@link listEtls}. */
export interface ListEtlsOptions {
  /** Only those in these stages; empty for all. @defaultValue ['Running'] */
  readonly stages?: readonly string[]
}

/**
 * Lists the ETLs that are in certain stages.
 * @throws ApiError NotSupported
 */
export const listEtls = async (
  connection: Connection,
  options: ListEtlsOptions & CallOptions = {},
): Promise<readonly EtlInfo[]> => {
  const stages = options.stages ?? ['Running']
  const all = await connection.send(listAllEtls(), options)
  return all.filter(({ stage }) => stages.length === 0 || stages.includes(stage))
}
