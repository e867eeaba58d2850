/** How `regex` picks members of an archive. */
export const archiveModes = ['regexp', 'prefix', 'suffix', 'substr', 'wdskey'] as const

/** See {@link archiveModes}; `wdskey` picks all files of one WebDataset key. */
export type ArchiveMode = (typeof archiveModes)[number]

/**
 * Query of a GET that reads from within an archive.
 * @wire api/apc/query.go QparamArchpath, QparamArchregx, QparamArchmode, QparamArchmime
 */
export interface ArchiveQuery {
  readonly archpath?: string
  readonly archregx?: string
  readonly archmode?: ArchiveMode
  readonly archmime?: string
}
