import { startEmulator, type SigningMethod } from '@ais/emulator'
import { etlImages } from './etl-images.ts'
import type { Place } from './world.ts'

/** An emulator that is to be under test. */
export interface EmulatedPlaceOptions {
  readonly targets: number
  /** How its AuthN server signs. @defaultValue none: everybody may do everything */
  readonly signing?: SigningMethod
}

/** Starts an emulator, and a second one for it to attach. */
export const startEmulatedPlace = async ({
  targets,
  signing,
}: EmulatedPlaceOptions): Promise<{ readonly place: Place; close(): Promise<void> }> => {
  const access = { username: 'admin', password: 'the-password' }
  const near = await startEmulator({
    targets,
    jobStepMs: 1,
    etl: etlImages,
    cloud: { aws: ['conformance'] },
    ...(signing === undefined ? {} : { authn: { adminPassword: access.password, signing } }),
  })
  const far = await startEmulator({ targets: 1 })
  const { authnEndpoint } = near
  return {
    place: {
      endpoint: near.endpoint,
      remoteEndpoint: far.endpoint,
      cloud: { provider: 'aws', name: 'conformance' },
      ...(authnEndpoint === undefined ? {} : { authn: { endpoint: authnEndpoint, ...access } }),
    },
    close: async () => {
      await near.close()
      await far.close()
    },
  }
}
