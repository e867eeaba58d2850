import { gzipSync } from 'node:zlib'
import { route } from '@ais/core/wire'
import { metricKinds } from '../../nodes/metric-names.js'
import type { Handler, HandlerEntry } from '../../server/handler.js'

/** Endings of names in the order they are tried: what AIStore's become in Prometheus. */
const endings: readonly (readonly [RegExp, string])[] = [
  [/^up\.ns\.time$/, 'uptime'],
  [/\.n$/, '.count'],
  [/\.size$/, '.bytes'],
]

const disks = /^disk\.([^.]+)\.(.+)$/

/** Kinds that Prometheus is told; others are means over an interval, which it makes itself. */
const shownKinds: ReadonlySet<string> = new Set(['counter', 'size', 'total', 'gauge', 'special', 'compbw'])

const nameOf = (metric: string): string => {
  const short = metric.replace(disks, 'disk.$2')
  const [pattern, ending] = endings.find(([one]) => one.test(short)) ?? [/$/, '']
  return short.replace(pattern, ending).replaceAll('.', '_')
}

/** Answers with a node's metrics in Prometheus' text format. @wire GET /metrics, stats/metrics_prom.go */
const scrape: Handler = (request, { cluster, node }) => {
  const kinds: Readonly<Record<string, string>> = metricKinds[node.kind]
  const nodeLabel = `node_id="${node.id}"`
  const lines = [...cluster.nodes.of(node).telemetry.tracker()].flatMap(([metric, value]) => {
    const kind = kinds[metric] ?? 'counter'
    if (!shownKinds.has(kind)) return []
    const name = `ais_${node.kind}_${nameOf(metric)}`
    const disk = disks.exec(metric)?.[1]
    const labels = disk === undefined ? nodeLabel : `disk="${disk}",${nodeLabel}`
    const shown = kind === 'special' ? Number(value) / 1e9 : value
    const type = ['counter', 'size', 'total'].includes(kind) ? 'counter' : 'gauge'
    return [`# TYPE ${name} ${type}`, `${name}{${labels}} ${shown}`]
  })
  const primary = `ais_node_primary_info{${nodeLabel},primary_id="${cluster.topology.proxy.id}"} 1`
  const text = `${['# TYPE ais_node_primary_info gauge', primary, ...lines].join('\n')}\n`
  const headers = { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8; escaping=underscores' }
  const isZipped = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  return isZipped
    ? { status: 200, headers: { ...headers, 'Content-Encoding': 'gzip' }, body: gzipSync(text) }
    : { status: 200, headers, body: text }
}

/** Metrics as Prometheus collects them, from every node. */
export const prometheusHandlers: readonly HandlerEntry[] = [
  { route: route('GET', '/metrics'), node: 'any', handle: scrape },
]
