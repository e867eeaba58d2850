import { Client } from '@ais/client'
import { connect } from '@ais/core'
import { startEmulator, type EmulatorOptions } from '@ais/emulator'
import { doUnrecordedBefore } from './unrecorded.js'
import { promotedFiles } from './promoted-files.js'
import { prepare, prepareRemote } from './prepare.js'
import { loadRecording } from './recording.js'
import { replayAuthn } from './replay-authn.js'
import { endpointsOf } from './replay-endpoints.js'
import { replay, type Replayed } from './replay.js'
import type { Endpoints } from './symbols.js'

/** What a replay needs to know of the cluster at an endpoint. */
const endpointsAt = async (endpoint: string, prefix = ''): Promise<Endpoints> => {
  await using connection = connect({ endpoint })
  return await endpointsOf(connection, prefix)
}

/** How emulators are started: recordings of another build, or with jobs that were watched and stopped at work. */
const optionsFor: Readonly<Record<string, EmulatorOptions>> = {
  'etl-no-kubernetes': { etl: {} },
  jobs: { jobStepMs: 1 },
  'dsort-patched': { jobStepMs: 20 },
}

/** Replays a scenario against a fresh emulator of one target, as the recordings were made. */
export const replayEmulator = async (scenario: string): Promise<readonly Replayed[]> => {
  const recording = loadRecording(scenario)
  if (scenario === 'authn' || scenario === 'auth-cluster') return await replayAuthn(recording)
  await using files = await promotedFiles()
  await using emulator = await startEmulator({ ...optionsFor[scenario], targets: 1, promoteDir: files.root })
  await using client = new Client(emulator.endpoint)
  await prepare(recording, client)
  const endpoints = await endpointsAt(emulator.endpoint)
  const options = {
    directories: { '/var/lib/ais/promote': files.root },
    before: (id: string) => doUnrecordedBefore(id, client),
  }
  if (recording.clusterUuid['{remote.proxy}'] === undefined) return await replay(recording, endpoints, options)
  await using far = await startEmulator({ targets: 1 })
  await prepareRemote(far.endpoint)
  const remote = await endpointsAt(far.endpoint, 'remote.')
  const both = {
    ...endpoints,
    urls: { ...endpoints.urls, ...remote.urls },
    nodes: { ...endpoints.nodes, ...remote.nodes },
  }
  return await replay(recording, { ...both, remote }, options)
}

/** Jobs of a real cluster end when nothing has happened for a while. */
const realCatchUpMs = 30_000

/** Replays a scenario against a cluster, which gets what the recorded one had. */
export const replayEndpoint = async (scenario: string, endpoint: string): Promise<readonly Replayed[]> => {
  const recording = loadRecording(scenario)
  await using client = new Client(endpoint)
  await prepare(recording, client)
  return await replay(recording, await endpointsAt(endpoint), {
    before: (id) => doUnrecordedBefore(id, client),
    catchUpMs: realCatchUpMs,
  })
}
