import { Client } from '@ais/client'
import { startEmulator } from '@ais/emulator'
import { littlePatience, type Patience } from './patience.ts'

/** A cluster that faults are tried on, and a bucket of its own. */
export interface Stage extends AsyncDisposable {
  readonly endpoint: string
  /** The cluster, without faults. */
  readonly direct: Client
  readonly bucket: string
  readonly patience: Patience
}

/** Opens a stage at a cluster, or at an emulator of three targets; its bucket goes away with it. */
export const openStage = async (endpoint?: string, patience = littlePatience): Promise<Stage> => {
  const emulator = endpoint === undefined ? await startEmulator({ targets: 3 }) : undefined
  const at = endpoint ?? emulator?.endpoint ?? ''
  const direct = new Client(at)
  const bucket = `chaos-${Date.now().toString(36)}-${process.pid}`
  await direct.bucket(bucket).create()
  return {
    endpoint: at,
    direct,
    bucket,
    patience,
    [Symbol.asyncDispose]: async () => {
      // A cluster whose nodes were killed may not be ready for it; what the run has shown counts nevertheless.
      await direct
        .bucket(bucket)
        .delete({ missingOk: true })
        .catch((error: unknown) => console.log(`the bucket ${bucket} is left: ${String(error)}`))
      await direct.close()
      await emulator?.close()
    },
  }
}
