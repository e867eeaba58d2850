import { pack, type Pack } from 'tar-stream'
import type { TarWriter } from './archives.js'

type Entry = ReturnType<Pack['entry']>

const drained = (entry: Entry): Promise<void> => new Promise((resolve) => void entry.once('drain', resolve))

/** Writes a TAR with tar-stream. */
export const createTarWriter = (): TarWriter => {
  const archive = pack()
  // Told to readers and writers; without a listener it would end the process too.
  archive.on('error', () => {})
  const abort = (error: unknown): void => {
    archive.destroy(error instanceof Error ? error : new Error(String(error)))
  }
  const add: TarWriter['add'] = async (
    { path, sizeBytes, mode = 0o644, owner = '', mtimeMs = Date.now() },
    content,
  ) => {
    const header = { name: path, size: sizeBytes, mode, uname: owner, gname: owner, mtime: new Date(mtimeMs) }
    const { promise: done, resolve, reject } = Promise.withResolvers<void>()
    // It is awaited below, unless the content fails first.
    done.catch(() => {})
    try {
      const member = archive.entry(header, (error) =>
        error === undefined || error === null ? resolve() : reject(error),
      )
      member.on('error', reject)
      for await (const piece of content) if (!member.write(piece)) await Promise.race([drained(member), done])
      member.end(null)
      await done
    } catch (error) {
      abort(error)
      throw error
    }
  }
  return { content: archive as AsyncIterable<Uint8Array>, add, end: () => archive.finalize(), abort }
}
