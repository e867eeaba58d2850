import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'

/** Content that is too large for a row: a file each, never changed once written. */
export class ContentFiles {
  readonly #folder: string

  private constructor(folder: string) {
    this.#folder = folder
  }

  /** Opens the folder and removes files that no row names: what a crash left behind. */
  static async open(folder: string, isNamed: (file: string) => boolean): Promise<ContentFiles> {
    await mkdir(folder, { recursive: true })
    const orphans = (await readdir(folder)).filter((name) => !isNamed(name))
    await Promise.all(orphans.map((name) => rm(join(folder, name), { force: true })))
    return new ContentFiles(folder)
  }

  /** Makes a file of a name that was never used. */
  async create(): Promise<{ readonly name: string; readonly file: FileHandle }> {
    const name = randomUUID()
    return { name, file: await open(join(this.#folder, name), 'wx') }
  }

  /** Syncs a file and its entry in the folder, and closes it. */
  async settle(file: FileHandle): Promise<void> {
    await file.sync()
    await file.close()
    const folder = await open(this.#folder, 'r')
    await folder.sync()
    await folder.close()
  }

  /** Opens a range of a file; it can be removed meanwhile, what is open stays readable. `end` is exclusive. */
  async read(name: string, start: number, end: number): Promise<AsyncIterable<Uint8Array>> {
    const file = await open(join(this.#folder, name), 'r')
    if (end <= start) {
      await file.close()
      return (async function* () {})()
    }
    return createReadStream('', { fd: file, start, end: end - 1, highWaterMark: 256 * 1024 })
  }

  async remove(name: string): Promise<void> {
    await rm(join(this.#folder, name), { force: true })
  }
}
