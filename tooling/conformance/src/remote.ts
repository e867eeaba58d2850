import { Client, type Cluster } from '@ais/client'

/** A cluster that is attached to the one under test. */
export interface Remote {
  /** Its name at the cluster under test. */
  readonly alias: string
  readonly uuid: string
  /** A client of it. */
  readonly client: Client
  /** Takes back what was done to attach it. */
  detach(): Promise<void>
}

/** Attaches a cluster, or finds that it is attached already and under which name. */
export const attachRemote = async (cluster: Cluster, alias: string, endpoint: string): Promise<Remote> => {
  const client = new Client(endpoint)
  const uuid = await client.cluster().getUuid()
  const known = (await cluster.listRemotes()).find((remote) => remote.uuid === uuid)
  if (known === undefined) await cluster.attachRemote(alias, endpoint)
  return {
    alias: known?.alias ?? alias,
    uuid,
    client,
    detach: async () => {
      if (known === undefined) await cluster.detachRemote(alias)
      await client.close()
    },
  }
}
