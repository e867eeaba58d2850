import { open, readFile, rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { MultipartPart } from '../multipart-state.js'
import { claim } from './claim.js'
import { whenLeft } from './leaving.js'
import { asLocal, codeOf, fileError, pathError } from './local-file-error.js'
import type { FoundUpload, UploadJournal, UploadPin } from './platform.js'

/** First line of every journal: what it is, and of what. */
interface Head extends UploadPin {
  readonly journal: 'ais-upload'
  readonly uploadId: string
}

const isHead = (value: unknown): value is Head => {
  const { journal, target, version, uploadId, partSizeBytes } = (value ?? {}) as Partial<Head>
  const texts = [target, version, uploadId]
  return journal === 'ais-upload' && texts.every((text) => typeof text === 'string') && Number(partSizeBytes) > 0
}

const headOf = (line: string): Head | undefined => {
  try {
    const head: unknown = JSON.parse(line)
    return isHead(head) ? head : undefined
  } catch {
    return undefined
  }
}

const parse = (text: string): FoundUpload | undefined => {
  // A line without its end was cut off by the kill.
  const [first = '', ...lines] = text.split('\n').slice(0, -1)
  const head = headOf(first)
  if (head === undefined) return undefined
  const parts = new Map<number, MultipartPart>()
  for (const line of lines) {
    const [, state, number, size] = /^(unsure|sent) (\d{1,6}) (\d{1,15})$/.exec(line) ?? []
    if (state === 'unsure' || state === 'sent')
      parts.set(Number(number), { partNumber: Number(number), sizeBytes: Number(size), state })
  }
  const { target, version, partSizeBytes, uploadId } = head
  return {
    pin: { target, version, partSizeBytes },
    state: { uploadId, parts: [...parts.values()] },
    isCompleting: lines.includes('completing'),
  }
}

const textOf = ({ pin, state, isCompleting }: FoundUpload): string => {
  const head: Head = { journal: 'ais-upload', ...pin, uploadId: state.uploadId }
  const parts = state.parts.map((part) => `${part.state} ${part.partNumber} ${part.sizeBytes}`)
  return [JSON.stringify(head), ...parts, ...(isCompleting ? ['completing'] : []), ''].join('\n')
}

/** What a journal tells, which must be one, and of the same object. @throws LocalFileError */
const check = (operation: string, path: string, target: string, text: string): FoundUpload | undefined => {
  const found = parse(text)
  if (text === '' || found?.pin.target === target) return found
  throw pathError(
    operation,
    path,
    found === undefined
      ? 'is no journal of an upload; give another path'
      : 'is the journal of an upload of another object; give another path, or remove it',
  )
}

/** Opens the journal of an upload: a file with a line for everything that must be known after a kill, on disk before it happens. */
export const openUploadJournal = async (operation: string, given: string, target: string): Promise<UploadJournal> => {
  const path = resolve(given)
  await whenLeft(path)
  const local = <A>(call: () => Promise<A>): Promise<A> => asLocal(operation, path, call)
  const readText = (at: string): Promise<string> =>
    readFile(at, 'utf8').catch((cause: unknown) => {
      if (codeOf(cause) === 'ENOENT') return ''
      throw fileError(operation, path, cause)
    })
  // Looked at before it is touched: it may be anybody's file.
  check(operation, path, target, await readText(path))
  const { path: own, isTaken, isBusy } = await local(() => claim(path))
  if (isBusy) throw pathError(operation, path, 'is the journal of an upload that is under way; wait for it, or end it')
  const writeWhole = async (text: string): Promise<void> => {
    const file = await open(`${own}.new`, 'w')
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(`${own}.new`, own)
  }
  const append = (line: string): Promise<void> =>
    local(async () => {
      const file = await open(own, 'a')
      try {
        await file.writeFile(`${line}\n`)
        await file.datasync()
      } finally {
        await file.close()
      }
    })
  // There is nothing to put back before an upload has begun.
  const keep = (): Promise<void> => rename(own, path).catch(() => undefined)

  const found = isTaken ? check(operation, path, target, await readText(own)) : undefined
  // What is appended must not follow half a line.
  if (found !== undefined) await local(() => writeWhole(textOf(found)))
  return {
    found,
    begin: (pin, uploadId) =>
      local(() => writeWhole(textOf({ pin, state: { uploadId, parts: [] }, isCompleting: false }))),
    partUnsure: (partNumber, sizeBytes) => append(`unsure ${partNumber} ${sizeBytes}`),
    partSent: (partNumber, sizeBytes) => append(`sent ${partNumber} ${sizeBytes}`),
    completing: () => append('completing'),
    keep,
    discard: () => local(() => rm(own, { force: true })),
  }
}
