import type { Pack } from 'tar-stream'
import type { TarWriter } from './tar-writer.js'

type Entry = ReturnType<Pack['entry']>

const drained = (entry: Entry): Promise<void> => new Promise((resolve) => void entry.once('drain', resolve))

const openPack = async (): Promise<Pack> => {
  const { pack } = await import('tar-stream')
  const archive = pack()
  // Told to readers and writers; without a listener it would end the process too.
  archive.on('error', () => {})
  return archive
}

/** The pieces of a pack that is being opened. */
const piecesOf = (opening: Promise<Pack>): AsyncIterable<Uint8Array> => ({
  [Symbol.asyncIterator]: () => {
    const iterator = opening.then((archive) => (archive as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]())
    iterator.catch(() => {})
    return {
      next: async () => (await iterator).next(),
      return: async () => (await (await iterator).return?.()) ?? { done: true, value: undefined },
    }
  },
})

/** Writes a TAR with tar-stream, which is loaded meanwhile: what is called first happens first all the same. */
export const createTarWriter = (): TarWriter => {
  const opening = openPack()
  // Where it fails, adding and reading tell.
  const once = (act: (archive: Pack) => void): void => void opening.then(act, () => {})
  const abort = (error: unknown): void =>
    once((archive) => void archive.destroy(error instanceof Error ? error : new Error(String(error))))
  const add: TarWriter['add'] = async (
    { path, sizeBytes, mode = 0o644, owner = '', mtimeMs = Date.now() },
    content,
  ) => {
    const header = { name: path, size: sizeBytes, mode, uname: owner, gname: owner, mtime: new Date(mtimeMs) }
    const { promise: done, resolve, reject } = Promise.withResolvers<void>()
    // It is awaited below, unless the content fails first.
    done.catch(() => {})
    try {
      const archive = await opening
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
  return { content: piecesOf(opening), add, end: () => once((archive) => archive.finalize()), abort }
}
