import type { OperationResponse } from '../operation.js'
import type { ResponseHeaders } from '../transport/response-headers.js'
import { collectAnswer, collectAnswerBytes } from './collect.js'

/** Reads an answer whose content does not matter. */
export const readNothing = (response: OperationResponse): void => {
  response.discard()
}

/** Reads an answer that is all in the headers. */
export const readHeaders =
  <A>(decode: (headers: ResponseHeaders, response: OperationResponse) => A) =>
  (response: OperationResponse): A => {
    response.discard()
    return decode(response.headers, response)
  }

/** Reads a bare text answer, such as a job id, without white space around it. */
export const readText = async (response: OperationResponse): Promise<string> =>
  (await collectAnswer(response.body, response.context ?? { operation: 'core.readText', node: response.node })).trim()

/** Reads an answer into memory, up to 256 MiB. */
export const readBytes = (response: OperationResponse): Promise<Uint8Array> =>
  collectAnswerBytes(response.body, response.context ?? { operation: 'core.readBytes', node: response.node })

/** Hands the open answer to the caller, who must read or discard it. */
export const readOpen = (response: OperationResponse): OperationResponse => response
