import type { ClusterModel } from './cluster-model.ts'

/** Trouble of a kind, and how it is made and mended. */
export interface Incident {
  readonly name: 'none' | 'proxy-restart' | 'proxy-stall' | 'slow-target' | 'stalled-target' | 'rebalance' | 'storm-429'
  readonly what: string
  readonly begin: (cluster: ClusterModel, demandPerSecond: number) => void
  readonly end: (cluster: ClusterModel) => void
}

/** Of a hundred targets that many leave in a rebalance. */
const leavingShare = 0.1

/** What the fleet is put through. */
export const incidents: readonly Incident[] = [
  { name: 'none', what: 'nothing happens', begin: () => {}, end: () => {} },
  {
    name: 'proxy-restart',
    what: 'every proxy is down at once: connections are refused',
    begin: ({ proxies }) => proxies.forEach((node) => node.stop()),
    end: ({ proxies }) => proxies.forEach((node) => node.start()),
  },
  {
    name: 'proxy-stall',
    what: 'every proxy stands still: it takes connections and answers nothing',
    begin: ({ proxies }) => proxies.forEach((node) => node.freeze()),
    end: ({ proxies }) => proxies.forEach((node) => node.thaw()),
  },
  {
    name: 'slow-target',
    what: 'one target takes 100 times as long for everything',
    begin: ({ targets: [first] }) => {
      if (first !== undefined) first.slowness = 100
    },
    end: ({ targets: [first] }) => {
      if (first !== undefined) first.slowness = 1
    },
  },
  {
    name: 'stalled-target',
    what: 'one target stands still: it takes connections and answers nothing',
    begin: ({ targets: [first] }) => first?.freeze(),
    end: ({ targets: [first] }) => first?.thaw(),
  },
  {
    name: 'rebalance',
    what: 'one target in ten is put into maintenance, and taken out again: its objects move, and the map changes twice',
    begin: (cluster) =>
      cluster.setMaintenance(cluster.targets.slice(0, Math.ceil(cluster.targets.length * leavingShare)), true),
    end: (cluster) =>
      cluster.setMaintenance(cluster.targets.slice(0, Math.ceil(cluster.targets.length * leavingShare)), false),
  },
  {
    name: 'storm-429',
    what: 'the proxies let half of the demand pass, and answer 429 to the rest',
    begin: ({ proxies }, demandPerSecond) =>
      proxies.forEach((node) => {
        node.ratePerSecond = demandPerSecond / 2 / proxies.length
      }),
    end: ({ proxies }) =>
      proxies.forEach((node) => {
        node.ratePerSecond = Infinity
      }),
  },
]

/** The incident of a name. @throws RangeError when there is none */
export const incidentOf = (name: string): Incident => {
  const found = incidents.find((incident) => incident.name === name)
  if (found === undefined)
    throw new RangeError(`no incident '${name}': one of ${incidents.map((each) => each.name).join(', ')}`)
  return found
}
