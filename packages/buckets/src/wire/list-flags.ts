/** What a listing is asked for besides its properties. @wire api/apc/lsmsg.go */
export const ListObjectFlag = {
  /** Only objects in the cluster. */
  CACHED: 0,
  /** Also objects whose main replica is missing. */
  MISSING: 1,
  DELETED: 2,
  /** Expand archives: their members follow them. */
  ARCH_DIR: 3,
  NAME_ONLY: 4,
  NAME_SIZE: 5,
  /** Do not look beyond the buckets that the cluster knows. */
  BCK_PRESENT: 6,
  DONT_HEAD_REMOTE: 7,
  DONT_ADD_REMOTE: 8,
  /** Only objects that are not in the cluster; remote buckets. */
  NOT_CACHED: 9,
  ONLY_REMOTE_PROPS: 10,
  /** One directory level: deeper names appear as their directory. */
  NO_RECURSION: 11,
  /** Compare with the remote versions; remote buckets. */
  DIFF: 12,
  NO_DIRS: 13,
  IS_S3: 14,
  /** List from an inventory; remote buckets. */
  NBI: 15,
} as const

/** A bit number of {@link ListObjectFlag}. */
export type ListObjectFlag = (typeof ListObjectFlag)[keyof typeof ListObjectFlag]

/** Joins flags to the decimal text that AIStore expects. */
export const joinListFlags = (flags: readonly ListObjectFlag[]): string =>
  String(flags.reduce<number>((bits, flag) => bits | (1 << flag), 0))
