/** How one waits for a kind: by its status, until it is idle on all targets, or until the one target it runs on is done. */
export type WaitKind = 'terminal' | 'idle' | 'single-node'

/** What AIStore says of a kind of job. */
export interface JobKind {
  /** Another name, accepted wherever the kind is. */
  readonly displayName?: string
  /** It can be started by hand, and on what: the cluster, one target, or a bucket that must, or may, be given. */
  readonly startable?: 'cluster' | 'target' | 'bucket' | 'bucket-or-all'
  readonly waitKind: WaitKind
  /** The proxy tracks it: `what=status` answers. */
  readonly hasStatus: boolean
}

const terminal = { waitKind: 'terminal', hasStatus: true } as const
const untracked = { waitKind: 'terminal', hasStatus: false } as const
const idle = { waitKind: 'idle', hasStatus: false } as const

/** Every kind of job. @wire xact/table.go Table */
export const jobKinds: Readonly<Record<string, JobKind>> = {
  rebalance: { ...terminal, startable: 'cluster' },
  resilver: { ...untracked, startable: 'target' },
  election: { ...untracked, displayName: 'elect-primary' },
  lru: { ...terminal, displayName: 'lru-eviction', startable: 'bucket-or-all' },
  'cleanup-store': { ...terminal, displayName: 'cleanup', startable: 'bucket-or-all' },
  'load-lom-cache': { ...terminal, displayName: 'warm-up-metadata', startable: 'bucket' },
  'make-n-copies': { ...terminal, displayName: 'mirror', startable: 'bucket' },
  'ec-encode': { ...terminal, displayName: 'ec-bucket', startable: 'bucket' },
  rechunk: { ...terminal, startable: 'bucket' },
  'prefetch-listrange': { ...terminal, displayName: 'prefetch-objects', startable: 'bucket' },
  'blob-download': { waitKind: 'single-node', hasStatus: false, startable: 'bucket' },
  'delete-listrange': { ...terminal, displayName: 'delete-objects' },
  'evict-listrange': { ...terminal, displayName: 'evict-objects' },
  'evict-remote-bck': { ...untracked, displayName: 'evict-remote-bucket' },
  'copy-bck': { ...terminal, displayName: 'copy-bucket' },
  'etl-bck': { ...terminal, displayName: 'etl-bucket' },
  'move-bck': { ...terminal, displayName: 'rename-bucket' },
  promote: { ...terminal, displayName: 'promote-files' },
  'index-shard': { ...terminal, displayName: 'shard-index' },
  'create-inventory': terminal,
  'etl-inline': terminal,
  'copy-listrange': { ...idle, displayName: 'copy-objects' },
  'etl-listrange': { ...idle, displayName: 'etl-objects' },
  archive: idle,
  list: idle,
  'get-batch': idle,
  'put-copies': idle,
  'ec-get': idle,
  'ec-put': idle,
  'ec-resp': idle,
  download: { waitKind: 'idle', hasStatus: true },
  dsort: untracked,
  'summary-bck': { ...untracked, displayName: 'summary' },
  'summary-shard': { ...untracked, displayName: 'shard-summary' },
}

/** The kind that a name or display name stands for; `undefined` when there is none. */
export const jobKindNamed = (name: string): string | undefined =>
  Object.hasOwn(jobKinds, name) ? name : Object.keys(jobKinds).find((kind) => jobKinds[kind]?.displayName === name)

/** Tells how to wait for a kind; unknown ones are taken to end. */
export const waitKindOf = (kind: string): WaitKind => jobKinds[jobKindNamed(kind) ?? '']?.waitKind ?? 'terminal'
