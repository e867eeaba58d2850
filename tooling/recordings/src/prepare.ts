import { Client, isAisError } from '@ais/client'
import { bucketsMadeLater } from './unrecorded.js'
import type { Exchange, Recording } from './recording.js'

const bucketOf = ({ request }: Exchange): string | undefined => {
  const [, bucket] = /^\/(?:v1\/(?:objects|buckets)|ais)\/([A-Za-z0-9_.-]+)/.exec(request.path) ?? []
  return bucket
}

const isGlobalAis = ({ request }: Exchange): boolean => {
  const query = new Map(request.query)
  return (query.get('provider') ?? 'ais') === 'ais' && !query.has('namespace')
}

const isCreate = ({ request: { method, body } }: Exchange): boolean => {
  if (method !== 'POST') return false
  if (body?.kind === 'text') return body.text.includes('"create-bck"')
  return body?.kind === 'json' && (body.json as { action?: unknown } | null)?.action === 'create-bck'
}

/** Buckets that were there before the first recorded request: what is used without having been created. */
const bucketsBefore = (recording: Recording): readonly string[] => {
  const seen = new Map([...bucketsMadeLater(recording.scenario)].map((bucket) => [bucket, false]))
  for (const exchange of recording.exchanges) {
    const destination = new Map(exchange.request.query).get('bck_to')?.split('/')[2]
    if (destination !== undefined && exchange.response.status < 400 && !seen.has(destination))
      seen.set(destination, false)
    const bucket = bucketOf(exchange)
    if (bucket === undefined || seen.has(bucket) || !isGlobalAis(exchange)) continue
    const { status } = exchange.response
    if (isCreate(exchange) && status !== 409) seen.set(bucket, false)
    else if (status < 400 || status === 409) seen.set(bucket, true)
  }
  return [...seen].flatMap(([bucket, wasThere]) => (wasThere ? [bucket] : []))
}

/** Brings a fresh cluster to where a recording starts. */
export const prepare = async (recording: Recording, client: Client): Promise<void> => {
  for (const bucket of bucketsBefore(recording))
    await client
      .bucket(bucket)
      .create({ existOk: true })
      .catch((error: unknown) => {
        // System buckets cannot be created; what the recording does to them is compared all the same.
        if (!isAisError(error)) throw error
      })
}

/** What the recordings' remote cluster held. */
const remoteObjects: readonly (readonly [string, string])[] = [
  ...Array.from({ length: 6 }, (_, index) => [`far/${index}.txt`, 'f'.repeat(10 + index)] as const),
  ['far/big.bin', '0123456789abcdef'.repeat(65_536)],
]

/** Brings a fresh cluster to where the recordings' remote one was. */
export const prepareRemote = async (endpoint: string): Promise<void> => {
  await using client = new Client(endpoint)
  const bucket = await client.bucket('wire-far').create()
  for (const [name, text] of remoteObjects) await bucket.object(name).putContent(text)
}
