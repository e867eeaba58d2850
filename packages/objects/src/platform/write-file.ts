import { randomUUID } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { asLocal } from './local-file-error.js'
import { besideName, checkDestination, settleFile } from './settle-file.js'

/** Writes content beside a file and gives it the name when it is complete. */
export const writeFile = async (
  operation: string,
  path: string,
  content: AsyncIterable<Uint8Array>,
  exclusive: boolean,
  signal: AbortSignal | undefined,
): Promise<number> => {
  await checkDestination(operation, path, exclusive)
  const beside = `${besideName(path)}.${randomUUID()}.part`
  const file = await asLocal(operation, path, () => open(beside, 'wx'))
  let written = 0
  try {
    try {
      for await (const piece of content) {
        await asLocal(operation, path, () => file.writeFile(piece))
        written += piece.length
      }
      await asLocal(operation, path, () => file.sync())
    } finally {
      await file.close()
    }
    signal?.throwIfAborted()
    await settleFile(operation, beside, path, exclusive)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
  return written
}
