// upload.ts ENDPOINT BUCKET PATH WORKERS PART_BYTES: uploads the file as `o` with a journal, and says what it sends; it is there to be killed.
import { writeSync } from 'node:fs'
import { connect, isAisError, type Middleware } from '@ais/core'
import { putInParts } from '@ais/objects'

const [endpoint = '', bucketName = '', path = '', workers = '1', partBytes = '1'] = process.argv.slice(2)
const say = (line: string): void => void writeSync(1, `${line}\n`)

const watched: Middleware = (request, next, { operation }) => {
  const { searchParams } = new URL(request.url)
  if (operation === 'objects.createMultipart' && searchParams.has('pid')) say('create')
  if (operation === 'objects.putPart' && searchParams.has('pid')) say(`part ${searchParams.get('partNumber')}`)
  return next(request)
}

await using client = connect({ endpoint, middleware: [watched] })
say('start')
try {
  await putInParts(
    client,
    { bucket: { name: bucketName, provider: 'ais' }, name: 'o' },
    { path },
    { journalPath: `${path}.upload`, numWorkers: Number(workers), partSizeBytes: Number(partBytes) },
  )
  say('done')
} catch (error) {
  if (!isAisError(error)) throw error
  say(`failed ${error._tag} ${error.message}`)
}
