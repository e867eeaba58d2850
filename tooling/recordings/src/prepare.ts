import { Client, isAisError } from '@ais/client'
import type { Exchange, Recording } from './recording.js'

const bucketOf = ({ request }: Exchange): string | undefined => {
  const [, bucket] = /^\/(?:v1\/(?:objects|buckets)|ais)\/([A-Za-z0-9_.-]+)/.exec(request.path) ?? []
  return bucket
}

const isGlobalAis = ({ request }: Exchange): boolean => {
  const query = new Map(request.query)
  return (query.get('provider') ?? 'ais') === 'ais' && !query.has('namespace')
}

const isCreate = ({ request }: Exchange): boolean =>
  request.method === 'POST' &&
  request.body?.kind === 'json' &&
  (request.body.json as { action?: unknown } | null)?.action === 'create-bck'

/** Buckets that were there before the first recorded request: what is used without having been created. */
const bucketsBefore = (recording: Recording): readonly string[] => {
  const seen = new Map<string, boolean>()
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

const paddedText = (count: number): readonly (readonly [string, string])[] =>
  Array.from(
    { length: count },
    (_, index) => [`p/${String(index).padStart(2, '0')}.txt`, 'x'.repeat(index + 1)] as const,
  )

const numbered = (
  bucket: string,
  count: number,
  of: (index: number) => readonly [string, number],
): readonly (readonly [string, string, string])[] =>
  Array.from({ length: count }, (_, index) => {
    const [name, sizeBytes] = of(index)
    return [bucket, name, 'x'.repeat(sizeBytes)] as const
  })

/** Objects that were there too, as far as listings and checksums tell what they held. */
const objectsBefore: Readonly<Record<string, readonly (readonly [string, string, string])[]>> = {
  listing: [
    ...paddedText(9).map(([name, text]) => ['wire-list', name, text] as const),
    ...['0', '1', '2'].map((index) => ['wire-list', `q/r/${index}.bin`, '0123456789'] as const),
    ['wire-list', 'top.txt', 'top'],
  ],
  multiobj: numbered('wire-mobj', 10, (index) => [`m-0${index}`, 10 + index]),
  jobs: numbered('wire-jobs-many', 400, (index) => [`n-${String(index).padStart(3, '0')}`, 64]),
}

/** Brings a fresh cluster to where a recording starts. */
export const prepare = async (recording: Recording, endpoint: string): Promise<void> => {
  await using client = new Client(endpoint)
  for (const bucket of bucketsBefore(recording))
    await client
      .bucket(bucket)
      .create({ existOk: true })
      .catch((error: unknown) => {
        // System buckets cannot be created; what the recording does to them is compared all the same.
        if (!isAisError(error)) throw error
      })
  for (const [bucket, name, text] of objectsBefore[recording.scenario] ?? [])
    await client.bucket(bucket).object(name).putContent(text)
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
