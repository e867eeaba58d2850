import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { ListObjectFlag, type Client } from '@ais/client'

/** What was done to a cluster between recorded requests, as far as answers tell: an object was stored, or a bucket made or listed. */
interface Unrecorded {
  /** Id of the exchange that came after it. */
  readonly before: string
  readonly bucket: string
  /** The object's; `###` stands for a number from 0 to `count`. */
  readonly name?: string
  readonly count?: number
  readonly text?: string
  readonly times?: number
  readonly base64?: string
  /** Base64 of the compressed content. */
  readonly gzip?: string
  readonly custom?: Readonly<Record<string, string>>
  /** Size of the page that the bucket was listed with. */
  readonly listed?: number
}

const unrecorded = JSON.parse(
  readFileSync(new URL('../fixtures/unrecorded.json', import.meta.url), 'utf8'),
) as readonly Unrecorded[]

const contentOf = ({ text, times = 1, base64, gzip }: Unrecorded): Uint8Array => {
  if (gzip !== undefined) return gunzipSync(Buffer.from(gzip, 'base64'))
  return base64 === undefined ? Buffer.from((text ?? '').repeat(times)) : Buffer.from(base64, 'base64')
}

const namesOf = ({ name, count = 1 }: Unrecorded): readonly string[] =>
  Array.from({ length: name === undefined ? 0 : count }, (_, index) =>
    (name ?? '').replace(/#+/, (digits) => String(index).padStart(digits.length, '0')),
  )

/** Buckets that came into being during a recording. */
export const bucketsMadeLater = (scenario: string): ReadonlySet<string> =>
  new Set(unrecorded.filter(({ before }) => before.startsWith(`${scenario}/`)).map(({ bucket }) => bucket))

/** Does what was done to a recorded cluster before an exchange without a recorded request. */
export const doUnrecordedBefore = async (id: string, client: Client): Promise<void> => {
  for (const step of unrecorded.filter(({ before }) => before === id)) {
    const bucket = await client.bucket(step.bucket).create({ existOk: true })
    if (step.listed !== undefined)
      await bucket.listObjects({ pageSize: step.listed, props: 'name,size,cached', flags: [ListObjectFlag.NAME_SIZE] })
    for (const name of namesOf(step)) {
      const object = bucket.object(name)
      await object.putContent(contentOf(step))
      if (step.custom !== undefined) await object.setCustomProps(step.custom)
    }
  }
}
