import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Batch, Client, ObjectReader } from '@ais/client'
import { collectBytes } from '@ais/core'
import type { TransportName } from '../patience.ts'

/** What the content of a read can be held to: the server's checksum, its announced place and length, or an archive's own structure. */
export type Guard = 'checksum' | 'range' | 'member' | 'tar' | 'tgz' | 'zip'

/** What a path reads, all of one cell. */
export interface Subject {
  readonly client: Client
  readonly bucket: string
  /** An object of JSON text. */
  readonly object: string
  /** A TAR with the member `m`, whose content is that of the object. */
  readonly archive: string
}

/** What came of a read. */
export interface Read {
  readonly bytes: Uint8Array
  /** Whether the reader says that the bytes were held to a checksum. */
  readonly isVerified: boolean
}

/** One way to read. */
export interface ReadPath {
  readonly name: string
  readonly guard: Guard
  readonly transports: readonly TransportName[]
  /** Nothing is handed out before all is there, so that it can be read again when it turns out wrong. */
  readonly isWhole: boolean
  /** Fetches several ranges of what it reads. */
  readonly isParallel?: boolean
  /** The part of the object's content that is to come. */
  readonly part?: (content: Uint8Array) => Uint8Array
  readonly read: (subject: Subject) => Promise<Read>
}

type ReadOf = (reader: ObjectReader) => Promise<Uint8Array | Iterable<number>>

const everywhere: readonly TransportName[] = ['default', 'got', 'fetch']

const readerPath = (
  name: string,
  guard: Guard,
  read: ReadOf,
  more: Partial<Pick<ReadPath, 'transports' | 'isWhole' | 'isParallel' | 'part'>> & {
    readonly options?: Parameters<ReturnType<ReturnType<Client['bucket']>['object']>['get']>[0]
  } = {},
): ReadPath => {
  const { options, transports = ['default'], isWhole = false, ...rest } = more
  return {
    name,
    guard,
    transports,
    isWhole,
    ...rest,
    read: async ({ client, bucket, object, archive }) => {
      const reader = client
        .bucket(bucket)
        .object(guard === 'member' ? archive : object)
        .get(options)
      const bytes = new Uint8Array(await read(reader))
      return { bytes, isVerified: reader.isVerified === true }
    },
  }
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

const toFile: ReadOf = async (reader) => {
  const folder = await mkdtemp(join(tmpdir(), 'ais-chaos-'))
  try {
    await reader.toFile(join(folder, 'f'))
    return await readFile(join(folder, 'f'))
  } finally {
    await rm(folder, { recursive: true })
  }
}

const inSmallReads: ReadOf = async (reader) => {
  await using file = reader.asFile()
  const pieces: Uint8Array[] = []
  for (let piece = await file.read(7_000); piece.length > 0; piece = await file.read(7_000)) pieces.push(piece)
  return Buffer.concat(pieces)
}

const toWriter: ReadOf = async (reader) => {
  const pieces: Uint8Array[] = []
  await reader.writeTo({ write: (piece: Uint8Array) => void pieces.push(piece) })
  return Buffer.concat(pieces)
}

const parts = { numWorkers: 3, partSizeBytes: 20_000 } as const
const middle = (content: Uint8Array): Uint8Array => content.subarray(1_000, 41_000)

const batchPath = (
  name: string,
  guard: Guard,
  options: Omit<NonNullable<Parameters<Client['batch']>[0]>, 'bucket' | 'objects'>,
): ReadPath => ({
  name,
  guard,
  // fetch sends no GET with a body.
  transports: ['default'],
  isWhole: false,
  part: (content) => Buffer.concat([content, content]),
  read: async ({ client, bucket, object }) => {
    const batch: Batch = client.batch({
      bucket: { name: bucket, provider: 'ais' },
      objects: [object, object],
      ...options,
    })
    const pieces: Uint8Array[] = []
    for await (const entry of batch.get()) if (entry.kind === 'found') pieces.push(await entry.readAll())
    return { bytes: Buffer.concat(pieces), isVerified: false }
  },
})

/** Every way to read. */
export const readPaths: readonly ReadPath[] = [
  readerPath('readAll', 'checksum', (reader) => reader.readAll(), { transports: everywhere, isWhole: true }),
  readerPath('text', 'checksum', async (reader) => encode(await reader.text()), { isWhole: true }),
  readerPath('json', 'checksum', async (reader) => encode(JSON.stringify(await reader.json())), { isWhole: true }),
  readerPath('toFile', 'checksum', toFile, { isWhole: true }),
  readerPath('for await', 'checksum', (reader) => collectBytes(reader), { transports: everywhere }),
  readerPath('raw', 'checksum', async (reader) => collectBytes((await reader.raw()).body)),
  readerPath('toWebStream', 'checksum', (reader) => new Response(reader.toWebStream()).bytes()),
  readerPath('toNodeStream', 'checksum', (reader) => collectBytes(reader.toNodeStream())),
  readerPath('writeTo', 'checksum', toWriter),
  readerPath('asFile', 'checksum', (reader) => reader.asFile().read()),
  readerPath('asFile, small reads', 'checksum', inSmallReads),
  readerPath('direct', 'checksum', (reader) => reader.readAll(), { options: { direct: true }, isWhole: true }),
  readerPath('parallel readAll', 'checksum', (reader) => reader.readAll(), {
    options: parts,
    isWhole: true,
    isParallel: true,
  }),
  readerPath('parallel for await', 'checksum', (reader) => collectBytes(reader), {
    options: parts,
    isParallel: true,
    transports: everywhere,
  }),
  readerPath('iterFromPosition', 'range', (reader) => collectBytes(reader.iterFromPosition(1_000)), {
    part: (content) => content.subarray(1_000),
  }),
  readerPath('range readAll', 'range', (reader) => reader.readAll(), {
    options: { byteRange: 'bytes=1000-40999' },
    isWhole: true,
    part: middle,
    transports: everywhere,
  }),
  readerPath('range for await', 'range', (reader) => collectBytes(reader), {
    options: { offsetBytes: 1_000, lengthBytes: 40_000 },
    part: middle,
  }),
  readerPath('last bytes', 'range', (reader) => reader.readAll(), {
    options: { byteRange: 'bytes=-40000' },
    isWhole: true,
    part: (content) => content.subarray(-40_000),
  }),
  readerPath('member readAll', 'member', (reader) => reader.readAll(), {
    options: { archiveConfig: { archpath: 'm' } },
    isWhole: true,
  }),
  readerPath('member for await', 'member', (reader) => collectBytes(reader), {
    options: { archiveConfig: { archpath: 'm' } },
  }),
  batchPath('batch .tar', 'tar', {}),
  batchPath('batch .tar, not streamed', 'tar', { streamingGet: false }),
  batchPath('batch .tgz', 'tgz', { outputFormat: '.tgz' }),
  batchPath('batch .zip', 'zip', { outputFormat: '.zip' }),
]
