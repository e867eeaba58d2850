import { parseExactJson } from '@ais/core/wire'
import { describe, expect, it } from 'vitest'
import { performanceOf } from '../../src/index.js'
import { Mountpaths, NodeStatus, RemoteClusters } from '../../src/wire/index.js'

const decoded = <A>(codec: { decode(input: unknown): { _tag: string; right?: A } }, text: string): A => {
  const result = codec.decode(parseExactJson(text))
  if (result._tag === 'Left' || result.right === undefined) throw new Error('does not decode')
  return result.right
}

const status = `{"status":"","deployment":"dev","ais_version":"5.0.","smap_version":"4",
 "snode":{"daemon_id":"t1","daemon_type":"target","id_digest":13888471768127187748},
 "tracker":{"get.n":3,"get.ns":7,"get.ns.total":9223372036854775807,"get.bps":26000,"put.size":12,"up.ns.time":5},
 "capacity":{"mountpaths":{"/mp":{"mountpath_label":"","fs":{},"disks":["vda"],"used":"200268820480","avail":"70284353536","pct_used":74}},
  "cs_err":"","total_used":"200268820480","total_avail":"70284353536","pct_max":74,"pct_avg":74,"pct_min":74},
 "sys_info":{"mem_used":47337472,"mem_avail":23665856512,"pct_mem_used":0.18,"pct_cpu_used":0.13,"load_avg":{"One":0.2,"Five":0.3,"Fifteen":0.4}}}`

describe('what nodes tell', () => {
  it('status keeps counters exact', () => {
    const { daemonId, tracker, capacity, systemInfo } = decoded(NodeStatus, status)
    expect([daemonId, tracker['get.ns.total'], capacity?.mountpaths['/mp']?.usedBytes]).toEqual([
      't1',
      9_223_372_036_854_775_807n,
      200_268_820_480n,
    ])
    expect(systemInfo.loadAverage).toEqual({ one: 0.2, five: 0.3, fifteen: 0.4 })
  })

  it('a proxy has no capacity', () => {
    const proxy = status.replace(/"mountpaths":\{.*?\}\},/s, '"mountpaths":{},')
    expect(decoded(NodeStatus, proxy).capacity).toBeUndefined()
  })

  it('metrics are sorted by what they measure, and filtered', () => {
    const { tracker } = decoded(NodeStatus, status)
    expect(performanceOf(tracker)).toEqual({
      throughput: { get: 26_000n },
      latency: { get: { lastNs: 7n, totalNs: 9_223_372_036_854_775_807n } },
      counters: { count: { get: 3n }, sizeBytes: { put: 12n } },
    })
    expect(Object.keys(performanceOf(tracker, { latency: false, counters: false }))).toEqual(['throughput'])
  })

  it('remote clusters that never answered are told as away', () => {
    expect(
      decoded(
        RemoteClusters,
        '{"a":[{"smap":null,"url":"[http://127.0.0.1:9]","alias":"gone","uuid":"defunct"}],"ver":0}',
      ),
    ).toEqual([{ uuid: 'defunct', alias: 'gone', url: 'http://127.0.0.1:9', isOnline: false }])
    expect(decoded(RemoteClusters, '{"a":null,"ver":0}')).toEqual([])
  })

  it('mountpaths may be null', () => {
    expect(decoded(Mountpaths, '{"available":["/a"],"waiting_dd":null,"disabled":null}')).toEqual({
      available: ['/a'],
      waitingToDisable: [],
      disabled: [],
    })
  })
})
