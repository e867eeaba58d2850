import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from '@ais/core'
import type { Capability } from './case.ts'

/** The only folder that AIStore 5.0 promotes from. */
export const promoteRoot = '/var/lib/ais/promote'

const canPromoteFromHere = (endpoint: string): boolean => {
  // Only targets on this machine see its files.
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(new URL(endpoint).hostname)) return false
  try {
    mkdirSync(promoteRoot, { recursive: true })
    const probe = join(promoteRoot, `.probe-${process.pid}`)
    writeFileSync(probe, '')
    rmSync(probe)
    return true
  } catch {
    return false
  }
}

/** Asks what the endpoint has of what cases need. */
export const findCapabilities = async (endpoint: string): Promise<ReadonlySet<Capability>> => {
  await using connection = connect({ endpoint })
  const { targets } = await connection.clusterMap()
  const found = new Set<Capability>()
  if (targets.length > 1) found.add('severalTargets')
  if (canPromoteFromHere(endpoint)) found.add('promoteFolder')
  return found
}
