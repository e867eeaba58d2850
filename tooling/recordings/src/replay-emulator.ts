import { connect } from '@ais/core'
import { startEmulator } from '@ais/emulator'
import { prepare, prepareRemote } from './prepare.js'
import { loadRecording } from './recording.js'
import { replayAuthn } from './replay-authn.js'
import { endpointsOf } from './replay-endpoints.js'
import { replay, type Replayed } from './replay.js'
import type { Endpoints } from './symbols.js'

/** What a replay needs to know of the cluster at an endpoint. */
export const endpointsAt = async (endpoint: string, prefix = ''): Promise<Endpoints> => {
  await using connection = connect({ endpoint })
  return await endpointsOf(connection, prefix)
}

/** Replays a scenario against a fresh emulator of one target, as the recordings were made. */
export const replayEmulator = async (scenario: string): Promise<readonly Replayed[]> => {
  const recording = loadRecording(scenario)
  if (scenario === 'authn' || scenario === 'auth-cluster') return await replayAuthn(recording)
  // A build with ETL, and nothing that it could run.
  const options = scenario === 'etl-no-kubernetes' ? { targets: 1, etl: {} } : { targets: 1 }
  await using emulator = await startEmulator(options)
  await prepare(recording, emulator.endpoint)
  const endpoints = await endpointsAt(emulator.endpoint)
  if (recording.clusterUuid['{remote.proxy}'] === undefined) return await replay(recording, endpoints)
  await using far = await startEmulator({ targets: 1 })
  await prepareRemote(far.endpoint)
  const remote = await endpointsAt(far.endpoint, 'remote.')
  const both = {
    ...endpoints,
    urls: { ...endpoints.urls, ...remote.urls },
    nodes: { ...endpoints.nodes, ...remote.nodes },
  }
  return await replay(recording, { ...both, remote })
}
