import type { Operation } from '@ais/core'

/** What of an answer's content an operation reads before it is done; `open` hands the content to the caller. */
export type Reads = 'nothing' | 'text' | 'json' | 'open'

/** An answer as a server sends it. */
export interface SampleAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** An operation with an input, and what AIStore answers it when all is well. */
export interface Sample {
  readonly reads: Reads
  readonly answer: SampleAnswer
  /** Makes the operation; anew for each call, as content may be readable only once. */
  readonly make: () => Operation<unknown>
}

/** Samples by the name of the export that makes the operation; variants add words after it. */
export type Samples = Readonly<Record<string, Sample>>

/** A sample whose answer's content is not read. */
export const nothing = (make: Sample['make'], headers: Readonly<Record<string, string>> = {}): Sample => ({
  reads: 'nothing',
  answer: { headers },
  make,
})

/** A sample answered by bare text. */
export const text = (make: Sample['make'], body = 'zbFhr2R0b'): Sample => ({ reads: 'text', answer: { body }, make })

/** A sample answered by JSON. */
export const json = (make: Sample['make'], value: unknown): Sample => ({
  reads: 'json',
  answer: { body: JSON.stringify(value) },
  make,
})

/** A sample whose content the caller reads. */
export const open = (make: Sample['make'], body = 'content'): Sample => ({ reads: 'open', answer: { body }, make })
