import { ApiFailure } from '../api-failure.js'
import { openIfThere } from '../backends/copy-object.js'
import type { RemoteObjectRef } from '../backends/remote-objects.js'
import type { HandlerContext } from '../server/handler.js'
import { nodeName } from '../topology/node.js'
import { etlNotBuilt, type EmulatedEtl } from './etl-registry.js'

/** Which ETLs a request wants, in order, and with which arguments. */
export interface EtlWish {
  readonly names: readonly string[]
  readonly args: string
}

/** The ETLs of a query; `undefined` when there are none. */
export const etlWish = (query: URLSearchParams): EtlWish | undefined => {
  const name = query.get('etl_name') ?? ''
  if (name === '') return undefined
  const pipeline = (query.get('etl_pipeline') ?? '').split(',').filter((one) => one !== '')
  return { names: [name, ...pipeline], args: query.get('etl_args') ?? '' }
}

/** The running ETLs of a wish. @throws ApiFailure 404, 501 */
export const requireEtls = ({ names }: EtlWish, { cluster, node }: HandlerContext): readonly EmulatedEtl[] => {
  if (!cluster.etls.isBuilt) throw etlNotBuilt(501)
  return names.map((name) => {
    const found = cluster.etls.find(name)
    if (found?.transform !== undefined && found.stage === 'Running') return found
    throw new ApiFailure(
      404,
      `${nodeName(node)}: ${name} does not exist - try starting new ETL with "${cluster.topology.proxy.url}/v1/etl/init" endpoint`,
    )
  })
}

const bytesOf = (content: Uint8Array | string): Uint8Array =>
  typeof content === 'string' ? Buffer.from(content) : content

/** The transformed content of an object; `undefined` when there is none. @throws ApiFailure 500 when a transformation fails */
export const transformObject = async (
  object: RemoteObjectRef,
  etls: readonly EmulatedEtl[],
  args: string,
  context: HandlerContext,
): Promise<Uint8Array | undefined> => {
  const found = await openIfThere(object, context.cluster)
  if (found === undefined) return undefined
  const pieces: Uint8Array[] = []
  for await (const piece of found.body) pieces.push(piece)
  let content: Uint8Array = Buffer.concat(pieces)
  for (const etl of etls) {
    const inBytes = content.length
    try {
      const made = await etl.transform?.(content, { bucketName: object.bucket.name, name: object.name, args })
      content = bytesOf(made ?? content)
    } catch (error) {
      const msg = error instanceof Error ? error.message : String(error)
      etl.errors.push({ obj_name: object.name, msg, ecode: 500 })
      throw new ApiFailure(500, `etl[${etl.name}] failed to transform ${object.name}: ${msg}`, 'ErrETL')
    }
    etl.objectCount += 1
    etl.inBytes += inBytes
    etl.outBytes += content.length
  }
  return content
}
