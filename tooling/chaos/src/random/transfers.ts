import type { AisObject } from '@ais/client'
import type { Random } from '@ais-tooling/fault-proxy'
import { collectBytes } from '@ais/core'

/** A way to write an object anew; all of them store the content, or fail. */
export interface Writing {
  readonly name: string
  readonly write: (object: AisObject, content: Uint8Array) => Promise<unknown>
}

/** A way to read an object, or a part of it. */
export interface Reading {
  readonly name: string
  /** Of a part nothing tells whether the bytes are right. */
  readonly isVerified: boolean
  readonly part: (content: Uint8Array) => Uint8Array
  readonly read: (object: AisObject) => Promise<Uint8Array>
}

const pieces = async function* (content: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += 30_000) yield content.subarray(at, at + 30_000)
}

const whole = (content: Uint8Array): Uint8Array => content

/** Ways to write. */
export const writings: readonly [Writing, ...Writing[]] = [
  { name: 'bytes', write: (object, content) => object.putContent(content) },
  { name: 'a function', write: (object, content) => object.putContent(() => pieces(content)) },
  { name: 'a stream', write: (object, content) => object.putContent(pieces(content)) },
  { name: 'parts', write: (object, content) => object.putInParts(content, { partSizeBytes: 60_000, numWorkers: 2 }) },
]

/** Ways to read. */
export const readings = (random: Random): readonly [Reading, ...Reading[]] => {
  const start = random.integer(0, 2_000)
  const lengthBytes = random.integer(1, 5_000)
  return [
    { name: 'readAll', isVerified: true, part: whole, read: (object) => object.get().readAll() },
    { name: 'for await', isVerified: true, part: whole, read: (object) => collectBytes(object.get()) },
    {
      name: 'parallel',
      isVerified: true,
      part: whole,
      read: (object) => collectBytes(object.get({ numWorkers: 3, partSizeBytes: 20_000 })),
    },
    { name: 'asFile', isVerified: true, part: whole, read: (object) => object.get().asFile().read() },
    {
      name: 'web stream',
      isVerified: true,
      part: whole,
      read: (object) => new Response(object.get().toWebStream()).bytes(),
    },
    {
      name: 'range',
      isVerified: false,
      part: (content) => content.subarray(start, start + lengthBytes),
      read: (object) => object.get({ offsetBytes: start, lengthBytes }).readAll(),
    },
  ]
}
