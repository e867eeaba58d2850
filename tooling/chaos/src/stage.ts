import { Client } from '@ais/client'
import { startEmulator } from '@ais/emulator'

/** A cluster that faults are tried on, and a bucket of its own. */
export interface Stage extends AsyncDisposable {
  readonly endpoint: string
  /** The cluster, without faults. */
  readonly direct: Client
  readonly bucket: string
}

/** Opens a stage at a cluster, or at an emulator of three targets; its bucket goes away with it. */
export const openStage = async (endpoint?: string): Promise<Stage> => {
  const emulator = endpoint === undefined ? await startEmulator({ targets: 3 }) : undefined
  const at = endpoint ?? emulator?.endpoint ?? ''
  const direct = new Client(at)
  const bucket = `chaos-${Date.now().toString(36)}-${process.pid}`
  await direct.bucket(bucket).create()
  return {
    endpoint: at,
    direct,
    bucket,
    [Symbol.asyncDispose]: async () => {
      await direct.bucket(bucket).delete({ missingOk: true })
      await direct.close()
      await emulator?.close()
    },
  }
}
