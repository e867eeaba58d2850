import type { EmulatedDownload } from './emulated-download.js'

/** The cluster's download jobs, as long as the emulator runs or until they are removed. */
export class DownloadRegistry {
  readonly #downloads = new Map<string, EmulatedDownload>()

  add(download: EmulatedDownload): void {
    this.#downloads.set(download.id, download)
  }

  find(id: string): EmulatedDownload | undefined {
    return this.#downloads.get(id)
  }

  list(): readonly EmulatedDownload[] {
    return [...this.#downloads.values()]
  }

  remove(id: string): void {
    this.#downloads.delete(id)
  }
}
