import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AisObject, Client } from '@ais/client'
import { isAisError } from '@ais/core'
import { jsonContent, membersOf, tarOf } from '../content.ts'
import type { TransportName } from '../patience.ts'

/**
 * What an object is after a write: what it was (also nothing), what was written, no bytes, what does not have its own checksum or is no TAR
 * any more, or anything else.
 */
export type State = 'old' | 'new' | 'empty' | 'damaged' | 'other'

/** One way to write. */
export interface WritePath {
  readonly name: string
  /** The content can be sent again. */
  readonly isReplayable: boolean
  /** Sent twice it would be there twice, so that it is sent once. */
  readonly isOnce: boolean
  /** The content's checksum goes along. */
  readonly isChecked: boolean
  readonly transports: readonly TransportName[]
  /** Which requests carry what is written; `PUT` with a body where nothing is said. */
  readonly carrier?: { readonly method: string; readonly target?: RegExp; readonly hasBody: boolean }
  /** What the object is before, and after; `undefined` for no object. */
  readonly before: Uint8Array | undefined
  readonly after: Uint8Array
  /** What counts of the content; all of it where nothing is said. */
  readonly canonical?: (content: Uint8Array) => Promise<Uint8Array>
  /** Prepares without faults, and gives the write. */
  readonly prepare: (direct: AisObject) => Promise<(client: Client, object: AisObject) => Promise<unknown>>
}

const old = jsonContent(5_000, 3)
const small = jsonContent(1_000, 4)
const large = jsonContent(700_000, 5)
const partSizeBytes = 300_000

const unprepared =
  (write: (object: AisObject) => Promise<unknown>): WritePath['prepare'] =>
  async () =>
  (_client, object) =>
    write(object)

const pieces = async function* (content: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += 50_000) yield content.subarray(at, at + 50_000)
}

const everywhere: readonly TransportName[] = ['default', 'got']

const put = (
  name: string,
  after: Uint8Array,
  write: (object: AisObject) => Promise<unknown>,
  more: Partial<WritePath> = {},
): WritePath => ({
  name,
  isReplayable: true,
  isOnce: false,
  isChecked: false,
  transports: ['default'],
  before: old,
  after,
  prepare: unprepared(write),
  ...more,
})

const putFile = async (object: AisObject): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'ais-chaos-'))
  try {
    await writeFile(join(folder, 'f'), large)
    await object.putFile(join(folder, 'f'))
  } finally {
    await rm(folder, { recursive: true })
  }
}

const writeAsFile = async (object: AisObject): Promise<void> => {
  const file = object.getWriter().asFile('a')
  await file.write(small)
  await file.close()
}

const appended = new Uint8Array([...old, ...small])
const archived = { before: await tarOf({ a: old }), after: await tarOf({ a: old, m: small }) }
const once = { isOnce: true, isReplayable: true } as const

/** Every way to write. */
export const writePaths: readonly WritePath[] = [
  put('putContent', small, (object) => object.putContent(small), { isChecked: true, transports: everywhere }),
  put('putContent, large', large, (object) => object.putContent(large), { isChecked: true, transports: everywhere }),
  put('putContent of a new object', large, (object) => object.putContent(large), {
    isChecked: true,
    before: undefined,
  }),
  put('putContent of a Blob', large, (object) => object.putContent(new Blob([new Uint8Array(large)]))),
  put('putContent of a function', large, (object) => object.putContent(() => pieces(large)), {
    transports: everywhere,
  }),
  put('putContent of a stream', large, (object) => object.putContent(pieces(large)), {
    isReplayable: false,
    transports: everywhere,
  }),
  put('putFile', large, putFile),
  put('appendContent', appended, (object) => object.appendContent(small, { flush: true }), {
    ...once,
    transports: everywhere,
  }),
  put('asFile', appended, writeAsFile, once),
  put('flush', appended, () => Promise.resolve(), {
    ...once,
    carrier: { method: 'PUT', target: /append_type=flush/, hasBody: false },
    prepare: async (direct) => {
      const handle = await direct.appendContent(small)
      return (_client, object) => object.appendContent('', { handle, flush: true })
    },
  }),
  put('putInParts', large, (object) => object.putInParts(large, { partSizeBytes, numWorkers: 2 }), {
    ...once,
    carrier: { method: 'PUT', target: /partNumber=2&|partNumber=2$/, hasBody: true },
  }),
  put('multipart complete', small, () => Promise.resolve(), {
    ...once,
    carrier: { method: 'POST', hasBody: true },
    prepare: async (direct) => {
      const upload = await direct.multipartUpload().create()
      await upload.addPart(1).putContent(small)
      const { state } = upload
      return (_client, object) => object.multipartUpload(state).complete()
    },
  }),
  put('appendToArchive', archived.after, (object) => object.appendToArchive(small, { archpath: 'm', mime: '.tar' }), {
    ...once,
    before: archived.before,
    canonical: membersOf,
  }),
]

/** What an object is now, seen without faults. */
export const stateOf = async (direct: AisObject, path: WritePath): Promise<State> => {
  const { before, after, canonical = (content: Uint8Array) => Promise.resolve(content) } = path
  const now = await direct
    .get()
    .readAll()
    .catch((error: unknown) => {
      if (isAisError(error) && error._tag === 'Api' && error.code === 'ObjectNotFound') return undefined
      if (isAisError(error) && error._tag === 'Checksum') return 'damaged' as const
      throw error
    })
  if (now === 'damaged') return now
  if (now === undefined) return before === undefined ? 'old' : 'other'
  if (now.length === 0) return 'empty'
  const found = await canonical(now).catch((error: unknown) => {
    if (isAisError(error) && error._tag === 'Decode') return undefined
    throw error
  })
  if (found === undefined) return 'damaged'
  const is = async (content: Uint8Array): Promise<boolean> => Buffer.compare(found, await canonical(content)) === 0
  if (await is(after)) return 'new'
  return before !== undefined && (await is(before)) ? 'old' : 'other'
}
