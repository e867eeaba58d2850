import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Pack } from 'tar-stream'
import type { ArchiveMember } from './archive-member.js'

/** How far writing an archive runs ahead of its reader. */
const readAheadBytes = 256 * 1024

const addMember = async (archive: Pack, { header, sizeBytes, content }: ArchiveMember): Promise<void> => {
  if (sizeBytes === 0) {
    archive.entry({ ...header, size: 0 }).end(null)
    return
  }
  const opened = content()
  const { bytes } = opened
  if (bytes === undefined)
    await pipeline(Readable.from(opened, { objectMode: false }), archive.entry({ ...header, size: sizeBytes }))
  else
    await new Promise<void>(
      (resolve, reject) =>
        void archive.entry({ ...header }, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), (error) =>
          error ? reject(error) : resolve(),
        ),
    )
}

/** What lies ready is read at once: members are small, and each piece costs whoever sends and receives it. */
const readyPieces = async function* (archive: Pack): AsyncGenerator<Uint8Array> {
  for await (const piece of archive as AsyncIterable<Uint8Array>) {
    const pieces = [piece]
    for (let more = archive.read() as Uint8Array | null; more !== null; more = archive.read() as Uint8Array | null)
      pieces.push(more)
    yield pieces.length === 1 ? piece : Buffer.concat(pieces)
  }
}

/** Writes members as a tar while they are read, so that none is ever held whole. */
export const tarStreamOf = async function* (members: AsyncIterable<ArchiveMember>): AsyncGenerator<Uint8Array> {
  const { pack } = await import('tar-stream')
  const archive = pack({ highWaterMark: readAheadBytes })
  const filled = (async () => {
    for await (const member of members) await addMember(archive, member)
    archive.finalize()
  })().catch((error: unknown) => void archive.destroy(error instanceof Error ? error : new Error(String(error))))
  try {
    yield* readyPieces(archive)
  } finally {
    archive.destroy()
    await filled
  }
}
