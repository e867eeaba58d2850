import {
  bucketUri,
  checkBucket,
  checkHeaderValue,
  at,
  firstProblem,
  readJson,
  secretsInUrl,
  type BucketRef,
  type InvalidInputError,
  type Operation,
} from '@ais/core'
import { baseMessage, checkDownload, type LinkDownloadOptions } from './download-options.js'
import { startDownloadRoute } from './wire/routes.js'
import { StartedDownload } from './wire/started-download.js'

const checkHeaders = (operation: string, { headers = {} }: LinkDownloadOptions): InvalidInputError | undefined =>
  firstProblem(...Object.entries(headers).map(([name, value]) => checkHeaderValue(operation, `headers.${name}`, value)))

/** Links among them, which may be signed. */
const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

/** Makes the operation that starts a download of one kind; gives the job's id. */
export const startDownload = (
  name: string,
  type: string,
  bucket: BucketRef,
  options: LinkDownloadOptions,
  problem: InvalidInputError | undefined,
  message: Readonly<Record<string, unknown>>,
): Operation<string> => {
  const wrong = firstProblem(
    checkBucket(name, bucket),
    problem,
    checkDownload(name, options),
    checkHeaders(name, options),
  )
  return {
    ...at(name, startDownloadRoute, {}),
    subject: bucketUri(bucket),
    ...(wrong === undefined ? {} : { problem: wrong }),
    // Headers may hold a source's credentials: they are put together when the message is sent.
    body: { kind: 'json', value: () => ({ ...baseMessage(type, bucket, options), ...message }) },
    secrets: () => [...Object.values(options.headers ?? {}), ...textsIn(message).flatMap(secretsInUrl)],
    idempotent: false,
    read: async (response) => (await readJson(name, StartedDownload)(response)).id,
  }
}
