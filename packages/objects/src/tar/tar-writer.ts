import { pack, type Pack } from 'tar-stream'

type Entry = ReturnType<Pack['entry']>

/** What a TAR tells of a member besides its content. */
export interface TarEntry {
  readonly path: string
  /** Exact length of the content, in bytes. */
  readonly sizeBytes: number
  /** Permissions. @defaultValue 0o644 */
  readonly mode?: number
  /** Name of user and group. @defaultValue none */
  readonly owner?: string
  /** Unix milliseconds. @defaultValue now */
  readonly mtimeMs?: number
}

const drained = (entry: Entry): Promise<void> => new Promise((resolve) => void entry.once('drain', resolve))

/** A TAR that is read while it is written: `add` waits until the reader of `content` has taken enough. */
export class TarWriter {
  readonly #archive = pack()

  constructor() {
    // Told to readers and writers; without a listener it would end the process too.
    this.#archive.on('error', () => {})
  }

  /** The TAR's bytes; once. Ending the iteration early makes the writing fail. */
  get content(): AsyncIterable<Uint8Array> {
    return this.#archive as AsyncIterable<Uint8Array>
  }

  /** Adds a member. Content that has another length, or fails, fails the whole TAR. */
  async add(entry: TarEntry, content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
    const { path, sizeBytes, mode = 0o644, owner = '', mtimeMs = Date.now() } = entry
    const header = { name: path, size: sizeBytes, mode, uname: owner, gname: owner, mtime: new Date(mtimeMs) }
    const { promise: done, resolve, reject } = Promise.withResolvers<void>()
    // It is awaited below, unless the content fails first.
    done.catch(() => {})
    try {
      const member = this.#archive.entry(header, (error) =>
        error === undefined || error === null ? resolve() : reject(error),
      )
      member.on('error', reject)
      for await (const piece of content)
        if (member.write(piece) === false) await Promise.race([drained(member), done])
      member.end(null)
      await done
    } catch (error) {
      this.abort(error)
      throw error
    }
  }

  /** Ends the TAR. */
  end(): void {
    this.#archive.finalize()
  }

  /** Makes reading the TAR fail with this error. */
  abort(error: unknown): void {
    this.#archive.destroy(error instanceof Error ? error : new Error(String(error)))
  }
}
