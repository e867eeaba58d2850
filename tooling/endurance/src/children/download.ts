// download.ts ENDPOINT BUCKET PATH WORKERS PART_BYTES: downloads `o`, and says what it receives; it is there to be killed.
import { writeSync } from 'node:fs'
import { connect, isAisError, type Middleware } from '@ais/core'
import { AisObject } from '@ais/objects'

const [endpoint = '', bucketName = '', path = '', workers = '1', partBytes = '1'] = process.argv.slice(2)
const say = (line: string): void => void writeSync(1, `${line}\n`)

const watched: Middleware = async (request, next, { operation }) => {
  const response = await next(request)
  if (operation !== 'objects.get' || request.method !== 'GET' || response.status !== 206) return response
  say(`range ${request.headers['range']}`)
  const body = async function* (): AsyncGenerator<Uint8Array> {
    for await (const piece of response.body) {
      say(`got ${piece.length}`)
      yield piece
    }
  }
  return { ...response, body: body() }
}

await using client = connect({ endpoint, middleware: [watched] })
const bucket = { name: bucketName, provider: 'ais', client } as const
say('start')
try {
  await new AisObject(bucket, 'o')
    .getReader({ numWorkers: Number(workers), partSizeBytes: Number(partBytes) })
    .toFile(path, { resume: true })
  say('done')
} catch (error) {
  if (!isAisError(error)) throw error
  say(`failed ${error._tag} ${error.message}`)
}
