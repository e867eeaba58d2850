/** Names of metrics by their kind, as nodes list them; names of one kind are separated by spaces. */
type NamesByKind = Readonly<Record<string, string>>

/** Every metric that a proxy keeps. @wire stats/proxy_stats.go */
const ofProxy: NamesByKind = {
  counter:
    'acl.denied.n acl.total.n append.n auth.expiredtoken.n auth.fail.n auth.invalidiss.n auth.invalidkid.n auth.invalidtoken.n auth.notoken.n auth.success.n auth.total.n del.n err.append.n err.del.n err.get.n err.getblob.n err.head.n err.http.write.n err.kalive.n err.lst.n err.put.n err.ren.n get.n getblob.n head.n lst.n put.n ren.n',
  gauge: 'state.flags',
  histogram: 'auth.iss auth.jwks',
  latency: 'get.ns kalive.ns lst.ns',
  special: 'up.ns.time',
  total: 'get.ns.total',
}

/** Every metric that a target keeps; its disk is called `vda`. @wire stats/target_stats.go */
const ofTarget: NamesByKind = {
  bw: 'get.bps put.bps',
  compbw: 'disk.vda.read.bps disk.vda.write.bps',
  counter:
    'append.n cleanup.store.n del.n dsort.creation.req.n dsort.creation.resp.n dsort.extract.shard.dsk.n dsort.extract.shard.mem.n err.append.n err.del.n err.dl.n err.fshc.n err.get.n err.getbatch.n err.getblob.n err.gfn.getbatch.n err.head.n err.http.write.n err.io.del.n err.io.get.n err.io.put.n err.kalive.n err.lcache.n err.lst.n err.prefetch.n err.put.cksum.n err.put.n err.ren.n err.soft.getbatch.n etl.inline.n etl.offline.n get.n getbatch.file.n getbatch.gfn.n getbatch.n getbatch.obj.n getblob.n head.n lcache.collision.n lcache.evicted.n lcache.flush.cold.n lru.evict.n lst.n prefetch.blob.n prefetch.blob.rejected.n prefetch.cold.n put.n ratelim.retry.get.n ratelim.retry.put.n remais.get.n remais.head.n remais.put.n remais.ver.change.n remote.deleted.del.n ren.n stream.in.n stream.out.n ver.change.n',
  gauge: 'disk.vda.avg.rsize disk.vda.avg.wsize disk.vda.util state.flags',
  latency: 'append.ns dsort.creation.resp.ns get.ns get.redir.ns kalive.ns lst.ns put.ns put.redir.ns',
  size: 'cleanup.store.size dl.size dsort.extract.shard.size etl.inline.size etl.offline.size get.size getbatch.file.size getbatch.obj.size getblob.size lru.evict.size prefetch.blob.size prefetch.cold.size put.size remais.get.size remais.put.size remais.ver.change.size stream.in.size stream.out.size ver.change.size',
  special: 'up.ns.time',
  total:
    'dl.ns.total etl.inline.ns.total etl.offline.ns.total get.ns.total getbatch.rxwait.ns getbatch.throttle.ns head.ns.total prefetch.cold.ns.total put.ns.total ratelim.retry.get.ns.total ratelim.retry.put.ns.total remais.e2e.put.ns.total remais.get.ns.total remais.head.ns.total remais.put.ns.total',
}

const kindsOf = (names: NamesByKind): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(names)
      .flatMap(([kind, list]) => list.split(' ').map((name) => [name, kind] as const))
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )

/** Kinds of metrics by name, for each kind of node. @wire `what=metrics` */
export const metricKinds = { proxy: kindsOf(ofProxy), target: kindsOf(ofTarget) } as const
