import { gzipSync } from 'node:zlib'
import { collectBytes, connect } from '@ais/core'
import { memoryTransport } from '@ais/core/testing'
import { readBatch, type BatchEntry } from '@ais/multiobj'
import { createTarWriter, readArchive, type ReadableArchiveFormat } from '@ais/archives'
import { inPieces, orRefusalLater, promised, same, type Target } from '../target.ts'

const context = { operation: 'fuzz.archive' }

const tarOf = async (members: Readonly<Record<string, string>>): Promise<Uint8Array> => {
  const tar = createTarWriter()
  const write = async (): Promise<void> => {
    for (const [path, text] of Object.entries(members)) {
      const content = new TextEncoder().encode(text)
      // oxlint-disable-next-line no-await-in-loop -- members follow each other
      await tar.add({ path, sizeBytes: content.length, mtimeMs: 0 }, [content])
    }
    tar.end()
  }
  const [bytes] = await Promise.all([collectBytes(tar.content), write()])
  return bytes
}

const tar = await tarOf({ 'a.txt': 'hello', 'folder/b.txt': 'x'.repeat(700) })

/** A ZIP of one stored member `a`, whose content is `hi`. */
const zip = Uint8Array.from(
  Buffer.from(
    [
      '504b0304140000000000000021005b92c1d8020000000200000001000000616869',
      '504b01021400140000000000000021005b92c1d8020000000200000001000000000000000000000000000000000061',
      '504b050600000000010001002f000000210000000000',
    ].join(''),
    'hex',
  ),
)

const archive = (name: string, format: ReadableArchiveFormat, seeds: readonly Uint8Array[]): Target => ({
  name,
  seeds,
  words: [
    'ustar\0',
    'a.txt',
    '0000644\0',
    'PK\u0003\u0004',
    'PK\u0001\u0002',
    'PK\u0005\u0006',
    '00000000005',
    '../',
    '/',
  ],
  check: async (input) => {
    let total = 0
    await orRefusalLater(async () => {
      for await (const member of readArchive(inPieces(input), format, context, { maxZipBytes: 2 ** 16 })) {
        promised(typeof member.path === 'string' && member.sizeBytes >= 0, 'a member has a path and a size')
        const content = await collectBytes(member.content())
        total += content.length
        if (member.isFile) same(content.length, member.sizeBytes, 'a member has its size')
        // What unpacks to more is not read to its end here.
        if (total > 2 ** 24) return
      }
    })
  },
})

const requests = [
  { bucket: { name: 'b' }, name: 'a.txt' },
  { bucket: { name: 'b' }, name: 'folder/b.txt' },
]

const batchTar = await tarOf({ 'b/a.txt': 'hello', 'b/folder/b.txt': 'world' })

const out = JSON.stringify({
  uuid: 'gbt-1',
  out: requests.map(({ name }) => ({
    objname: name,
    bucket: 'b',
    provider: 'ais',
    size: 5,
    'err-msg': '',
  })),
})

const multipart = Buffer.concat([
  Buffer.from(
    `--XX\r\nContent-Type: application/json\r\n\r\n${out}\r\n--XX\r\nContent-Type: application/x-tar\r\n\r\n`,
  ),
  batchTar,
  Buffer.from('\r\n--XX--\r\n'),
])

const batch = (name: string, streamingGet: boolean, seeds: readonly Uint8Array[]): Target => ({
  name,
  seeds,
  words: [
    '--XX',
    '--XX--',
    '\r\n',
    '\r\n\r\n',
    'ustar\0',
    '__404__/',
    '"out":',
    '"size":5',
    '"err-msg":"x"',
    'b/a.txt',
  ],
  check: async (input) => {
    const transport = memoryTransport(() => ({
      status: 200,
      headers: { 'content-type': 'multipart/mixed; boundary=XX' },
      body: inPieces(input),
    }))
    const connection = connect({ endpoint: 'http://proxy:51080', transport, retry: { maxAttempts: 1 } })
    const entries: BatchEntry[] = []
    const isWhole = await orRefusalLater(async () => {
      for await (const entry of readBatch(connection, requests, { streamingGet })) {
        if ('content' in entry) await collectBytes(entry.content() as AsyncIterable<Uint8Array>)
        entries.push(entry)
      }
      return true
    })
    if (isWhole === true) same(entries.length, requests.length, 'every request has its entry')
  },
})

export const archiveTargets: readonly Target[] = [
  archive('tar', '.tar', [tar]),
  archive('tgz', '.tgz', [gzipSync(tar)]),
  archive('zip', '.zip', [zip]),
  batch('batch-stream', true, [batchTar]),
  batch('batch-multipart', false, [multipart]),
]
