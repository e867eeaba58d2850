import { invalidInput } from '@ais/core'

/** A part of an upload: `sent` when AIStore has it, `unsure` from when its last byte was handed over until then. */
export interface MultipartPart {
  readonly partNumber: number
  readonly sizeBytes: number
  readonly state: 'sent' | 'unsure'
}

/** How far an upload in parts has come: plain data, to be kept as JSON and taken up again later, also by another process. */
export interface MultipartState {
  readonly uploadId: string
  /** In the order in which they were given. */
  readonly parts: readonly MultipartPart[]
}

const isPart = (value: unknown): value is MultipartPart => {
  const { partNumber, sizeBytes, state } = (value ?? {}) as Partial<MultipartPart>
  return Number.isSafeInteger(partNumber) && Number.isSafeInteger(sizeBytes) && (state === 'sent' || state === 'unsure')
}

/** Takes a state that was kept somewhere. @throws InvalidInputError for what is none */
export const checkedState = (state: unknown): MultipartState => {
  const { uploadId, parts } = (state ?? {}) as Partial<MultipartState>
  if (typeof uploadId === 'string' && Array.isArray(parts) && parts.every(isPart))
    return {
      uploadId,
      parts: parts.map(({ partNumber, sizeBytes, state: how }) => ({ partNumber, sizeBytes, state: how })),
    }
  throw invalidInput('objects.multipartUpload', 'state', 'is no state of an upload')
}
