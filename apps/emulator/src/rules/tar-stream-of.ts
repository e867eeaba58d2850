import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { pack, type Pack } from 'tar-stream'
import type { ArchiveMember } from './archive-member.js'

const addMember = async (archive: Pack, { header, sizeBytes, content }: ArchiveMember): Promise<void> => {
  if (sizeBytes === 0) {
    archive.entry({ ...header, size: 0 }).end(null)
    return
  }
  await pipeline(Readable.from(content(), { objectMode: false }), archive.entry({ ...header, size: sizeBytes }))
}

/** Writes members as a tar while they are read, so that none is ever held whole. */
export const tarStreamOf = async function* (members: AsyncIterable<ArchiveMember>): AsyncGenerator<Uint8Array> {
  const archive = pack()
  const filled = (async () => {
    for await (const member of members) await addMember(archive, member)
    archive.finalize()
  })().catch((error: unknown) => void archive.destroy(error instanceof Error ? error : new Error(String(error))))
  try {
    yield* archive as AsyncIterable<Uint8Array>
  } finally {
    archive.destroy()
    await filled
  }
}
