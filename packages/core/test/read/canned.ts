import { UnreachableError } from '../../src/errors/unreachable-error.js'
import type { OperationResponse } from '../../src/operation.js'
import { headersOfLines } from '../../src/transport/header-lines.js'

export const context = { operation: 'objects.get', subject: 'ais://b/o' }

/** An answer without a server. */
export const canned = (
  body: () => AsyncGenerator<Uint8Array>,
  headers: Readonly<Record<string, string>> = {},
  status = 200,
) => {
  const state = { discarded: 0 }
  const response: OperationResponse = {
    status,
    headers: headersOfLines(Object.entries(headers).flat()),
    node: 'http://t',
    body: { [Symbol.asyncIterator]: body },
    discard: () => {
      state.discarded += 1
    },
  }
  return { response, state }
}

export const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

export const broken = (text: string, error: unknown = new UnreachableError('cut', context)) =>
  async function* (): AsyncGenerator<Uint8Array> {
    if (text !== '') yield encode(text)
    throw error
  }

export const base = { inPart: true, startBytes: 0, maxResumes: 5, context }
