import { connect } from '@ais/core'
import { startEmulator } from '@ais/emulator'
import { prepare, prepareRemote } from './prepare.js'
import { loadRecording } from './recording.js'
import { replay, type Replayed } from './replay.js'
import type { Endpoints } from './symbols.js'

/** What a replay needs to know of a cluster. */
export const endpointsOf = async (endpoint: string, prefix = ''): Promise<Endpoints> => {
  await using connection = connect({ endpoint })
  const { primary, targets, uuid } = await connection.clusterMap()
  return {
    urls: {
      [`{${prefix}proxy}`]: primary.publicUrl,
      ...Object.fromEntries(targets.map((node, index) => [`{${prefix}target${index}}`, node.publicUrl])),
    },
    nodes: {
      [`{${prefix}proxy}`]: primary.daemonId,
      ...Object.fromEntries(targets.map((node, index) => [`{${prefix}target${index}}`, node.daemonId])),
    },
    clusterUuid: uuid,
  }
}

/** Replays a scenario against a fresh emulator of one target, as the recordings were made. */
export const replayEmulator = async (scenario: string): Promise<readonly Replayed[]> => {
  await using emulator = await startEmulator({ targets: 1 })
  const recording = loadRecording(scenario)
  await prepare(recording, emulator.endpoint)
  const endpoints = await endpointsOf(emulator.endpoint)
  if (recording.clusterUuid['{remote.proxy}'] === undefined) return await replay(recording, endpoints)
  await using far = await startEmulator({ targets: 1 })
  await prepareRemote(far.endpoint)
  const remote = await endpointsOf(far.endpoint, 'remote.')
  const both = {
    ...endpoints,
    urls: { ...endpoints.urls, ...remote.urls },
    nodes: { ...endpoints.nodes, ...remote.nodes },
  }
  return await replay(recording, { ...both, remote })
}
