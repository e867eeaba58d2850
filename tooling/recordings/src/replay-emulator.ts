import { connect } from '@ais/core'
import { startEmulator } from '@ais/emulator'
import { prepare } from './prepare.js'
import { loadRecording } from './recording.js'
import { replay, type Replayed } from './replay.js'
import type { Endpoints } from './symbols.js'

/** What a replay needs to know of a cluster. */
export const endpointsOf = async (endpoint: string): Promise<Endpoints> => {
  await using connection = connect({ endpoint })
  const { primary, targets, uuid } = await connection.clusterMap()
  return {
    urls: {
      '{proxy}': primary.publicUrl,
      ...Object.fromEntries(targets.map((node, index) => [`{target${index}}`, node.publicUrl])),
    },
    nodes: {
      '{proxy}': primary.daemonId,
      ...Object.fromEntries(targets.map((node, index) => [`{target${index}}`, node.daemonId])),
    },
    clusterUuid: uuid,
  }
}

/** Replays a scenario against a fresh emulator of one target, as the recordings were made. */
export const replayEmulator = async (scenario: string): Promise<readonly Replayed[]> => {
  await using emulator = await startEmulator({ targets: 1 })
  const recording = loadRecording(scenario)
  await prepare(recording, emulator.endpoint)
  return await replay(recording, await endpointsOf(emulator.endpoint))
}
