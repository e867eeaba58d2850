import { access, appendFile, mkdir, open, readFile, rename, rm, writeFile, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { claim } from './claim.js'
import { whenLeft } from './leaving.js'
import { asLocal, pathError } from './local-file-error.js'
import type { PartialFile, PartialPin } from './platform.js'
import { besideName, checkDestination, settleFile } from './settle-file.js'

const journalName = 'journal'
const contentName = 'content'
const readBytes = 256 * 1024

interface Journal {
  readonly partSizeBytes: number
  readonly doneParts: Set<number>
}

/** Reads what an earlier download noted; `undefined` if it was of something else, or died before it could note anything. */
const readJournal = async (folder: string, pin: PartialPin): Promise<Journal | undefined> => {
  const text = await readFile(join(folder, journalName), 'utf8').catch(() => '')
  // A line without its end was cut off by the kill.
  const [head = '', ...lines] = text.split('\n').slice(0, -1)
  try {
    const noted = JSON.parse(head) as Partial<PartialPin>
    const isSame = noted.identity === pin.identity && noted.sizeBytes === pin.sizeBytes
    if (!isSame || !Number.isSafeInteger(noted.partSizeBytes)) return undefined
    await access(join(folder, contentName))
    const doneParts = new Set(lines.filter((line) => /^\d{1,15}$/.test(line)).map(Number))
    return { partSizeBytes: Number(noted.partSizeBytes), doneParts }
  } catch {
    return undefined
  }
}

const linesOf = (pin: PartialPin, doneParts: Iterable<number>): string =>
  [JSON.stringify(pin), ...doneParts, ''].join('\n')

/** Writes it anew: what is appended later must not follow half a line. */
const rewriteJournal = async (folder: string, pin: PartialPin, journal: Journal): Promise<Journal> => {
  const path = join(folder, journalName)
  await writeFile(`${path}.new`, linesOf({ ...pin, partSizeBytes: journal.partSizeBytes }, journal.doneParts))
  await rename(`${path}.new`, path)
  return journal
}

const beginJournal = async (folder: string, pin: PartialPin): Promise<Journal> => {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder)
  await writeFile(join(folder, contentName), '')
  return rewriteJournal(folder, pin, { partSizeBytes: pin.partSizeBytes, doneParts: new Set() })
}

const writeAll = async (file: FileHandle, bytes: Uint8Array, position: number): Promise<void> => {
  for (let at = 0; at < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, at, bytes.length - at, position + at)
    at += bytesWritten
  }
}

const readAll = async function* (file: FileHandle, sizeBytes: number): AsyncGenerator<Uint8Array> {
  for (let position = 0; position < sizeBytes;) {
    const buffer = Buffer.allocUnsafe(readBytes)
    const { bytesRead } = await file.read(buffer, 0, readBytes, position)
    if (bytesRead === 0) return
    position += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}

/**
 * Opens a download that outlives its process: a folder beside the file, with the content and a journal of the parts that are on disk. Its
 * name says who works on it, so that two processes never write into the same one.
 */
export const openPartial = async (
  operation: string,
  path: string,
  pin: PartialPin,
  exclusive: boolean,
): Promise<PartialFile> => {
  await whenLeft(path)
  await checkDestination(operation, path, exclusive)
  const local = <A>(call: () => Promise<A>): Promise<A> => asLocal(operation, path, call)
  const resting = `${besideName(path)}.part`
  const { path: folder, isTaken, isBusy } = await local(() => claim(resting))
  if (isBusy) throw pathError(operation, path, 'is being downloaded by another call or process; wait for it, or end it')
  const noted = isTaken ? await readJournal(folder, pin) : undefined
  const { partSizeBytes, doneParts } = await local(() =>
    noted === undefined ? beginJournal(folder, pin) : rewriteJournal(folder, pin, noted),
  )
  const content = await local(() => open(join(folder, contentName), 'r+'))

  const discard = async (): Promise<void> => {
    await content.close()
    await rm(folder, { recursive: true, force: true })
  }
  return {
    partSizeBytes,
    doneParts,
    write: (bytes, position) => local(() => writeAll(content, bytes, position)),
    partDone: (part) =>
      local(async () => {
        // In this order: what the journal says must be on the disk.
        await content.datasync()
        await appendFile(join(folder, journalName), `${part}\n`)
      }),
    read: () => readAll(content, pin.sizeBytes),
    finish: async (signal) => {
      await local(() => content.sync())
      signal?.throwIfAborted()
      await settleFile(operation, join(folder, contentName), path, exclusive)
      await discard()
    },
    keep: async () => {
      await content.close()
      await rm(resting, { recursive: true, force: true })
      // Nobody else works on it any more; if it cannot be put back, it is found by the name of this process once that has ended.
      await rename(folder, resting).catch(() => undefined)
    },
    discard,
  }
}
