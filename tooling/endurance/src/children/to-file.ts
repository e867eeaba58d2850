// to-file.ts ENDPOINT BUCKET PATH RESUME: downloads `o` once, and says how that ended.
import { connect, isAisError } from '@ais/core'
import { AisObject } from '@ais/objects'

const [endpoint = '', bucketName = '', path = '', resume = ''] = process.argv.slice(2)

await using client = connect({ endpoint })
const bucket = { name: bucketName, provider: 'ais', client } as const
try {
  await new AisObject(bucket, 'o').getReader({ partSizeBytes: 65_536 }).toFile(path, { resume: resume === 'resume' })
  console.log('done')
} catch (error) {
  if (!isAisError(error)) throw error
  console.log(`failed ${error._tag} ${error._tag === 'LocalFile' ? error.code : ''}`)
}
