// Answers with the fields that AIStore always sends; recordings of a real server are in tooling/recordings.

const node = (daemon_id: string, daemon_type: 'proxy' | 'target') => ({
  daemon_id,
  daemon_type,
  public_net: { direct_url: 'http://127.0.0.1:1' },
})

export const smap = {
  uuid: 'uuid',
  version: '6',
  proxy_si: node('p1', 'proxy'),
  pmap: { p1: node('p1', 'proxy') },
  tmap: { t1: node('t1', 'target') },
}

export const bucketProps = JSON.stringify({
  provider: 'ais',
  checksum: { type: 'xxhash2' },
  versioning: { enabled: true },
  access: '0',
  created: '0',
  bid: '0',
})

export const bucketSummary = JSON.stringify({
  name: 'b',
  provider: 'ais',
  namespace: { uuid: '', name: '' },
  ObjCount: { obj_count_present: '0', obj_count_remote: '0' },
  ObjSize: { obj_min_size: 0, obj_avg_size: 0, obj_max_size: 0 },
  TotalSize: {
    size_on_disk: '0',
    size_all_present_objs: '0',
    size_all_remote_objs: '0',
    total_disks_size: '0',
  },
  used_pct: 0,
  is_present: true,
})

export const nodeStatus = {
  status: 'online',
  deployment: 'dev',
  ais_version: '5.0',
  smap_version: '6',
  snode: node('t1', 'target'),
  tracker: {},
  sys_info: {
    mem_used: '0',
    mem_avail: '0',
    pct_mem_used: 0,
    pct_cpu_used: 0,
    load_avg: { One: 0, Five: 0, Fifteen: 0 },
  },
}

export const authnConfig = { auth: { secret: 's', expiration_time: '24h' }, log: {}, net: {}, timeout: {} }

export const oidcConfig = {
  issuer: 'i',
  token_endpoint: 't',
  jwks_uri: 'j',
  id_token_signing_alg_values_supported: [],
}

export const jobStatus = { uuid: 'zbFhr2R0b', kind: 'lru', err: '', end_time: '0', aborted: false }

export const downloadJob = {
  id: 'dnl-1',
  xaction_id: 'zbFhr2R0b',
  description: '',
  started_time: '2026-11-24T12:00:00Z',
  finished_time: '1970-01-01T00:00:00Z',
  finished_cnt: 0,
  scheduled_cnt: 1,
  skipped_cnt: 0,
  error_cnt: 0,
  total: 1,
  all_dispatched: true,
  aborted: false,
}
