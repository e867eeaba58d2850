import { randomOf } from '@ais-tooling/fault-proxy'
import { collectBytes } from '@ais/core'
import { createTarWriter, readArchive } from '@ais/archives'

/** JSON text of exactly so many bytes, so that one content serves reads as bytes, text and JSON; 64 bytes or more. */
export const jsonContent = (sizeBytes: number, seed: number): Uint8Array => {
  const random = randomOf(seed)
  const frame = '{"data":""}'
  const letters = Array.from({ length: sizeBytes - frame.length }, () =>
    String.fromCharCode(97 + random.integer(0, 25)),
  )
  return new TextEncoder().encode(`{"data":"${letters.join('')}"}`)
}

/** A TAR of some members. */
export const tarOf = async (members: Readonly<Record<string, Uint8Array>>): Promise<Uint8Array> => {
  const tar = createTarWriter()
  const write = async (): Promise<void> => {
    for (const [path, bytes] of Object.entries(members))
      await tar.add({ path, sizeBytes: bytes.length, mtimeMs: 0 }, [bytes])
    tar.end()
  }
  const [bytes] = await Promise.all([collectBytes(tar.content), write()])
  return bytes
}

/** Paths and contents of a TAR's members, in order: what of a TAR does not hang on when it was written. */
export const membersOf = async (tar: Uint8Array): Promise<Uint8Array> => {
  const content = (async function* () {
    yield tar
  })()
  const pieces: Uint8Array[] = []
  for await (const member of readArchive(content, '.tar', { operation: 'chaos' }))
    pieces.push(new TextEncoder().encode(`\0${member.path}\0`), await collectBytes(member.content()))
  return Buffer.concat(pieces)
}
