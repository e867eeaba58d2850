import { existsSync } from 'node:fs'
import { Client } from '@ais/client'
import { startEmulator } from '@ais/emulator'

/** Everything that the checks want around them: a cluster with a cloud bucket, another one attached to it, and one with AuthN. */
export interface Surroundings extends AsyncDisposable {
  /** Arguments of the script. */
  readonly args: readonly string[]
}

/** The only folder that AIStore's targets promote from. */
const promotable = '/var/lib/ais/promote'

/** Starts emulators for all of it. */
export const startSurroundings = async (): Promise<Surroundings> => {
  await using started = new AsyncDisposableStack()
  const near = started.use(await startEmulator({ targets: 3, cloud: { gcp: ['pictures'] } }))
  const far = started.use(await startEmulator({ targets: 2 }))
  const secured = started.use(await startEmulator({ authn: { adminName: 'admin', adminPassword: 'admin' } }))
  await near.cloud('gcp').putObject('pictures', 'first.txt', 'first')
  await near.cloud('gcp').putObject('pictures', 'second.txt', 'second')
  await using client = new Client(near.endpoint)
  await client.cluster().attachRemote('far', far.endpoint)
  const options = {
    far: far.endpoint,
    cloud: 'gcp://pictures',
    secured: secured.endpoint,
    authn: String(secured.authnEndpoint),
    ...(existsSync(promotable) ? { promotable } : {}),
  }
  const emulators = started.move()
  return {
    args: [near.endpoint, ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])],
    [Symbol.asyncDispose]: () => emulators.disposeAsync(),
  }
}
