import { connect, isAisError, type Operation } from '@ais/core'
import { memoryTransport, type MemoryAnswer } from '@ais/core/testing'
import { ObjectAttributes, ObjectProps, headObject } from '@ais/objects'
import { customMetadataLines, parseCustomMetadata } from '@ais/objects/wire'
import { promised, same, textOf, type Target } from '../target.ts'

const token = 'aaaaaaaaaaaa.bbbbbbbbbbbb.cccccccccccc'

/** Sends an operation to a server that answers as it is told; gives what the caller sees, and where requests went. */
const ask = async (
  operation: Operation<unknown>,
  answer: (url: string, nth: number) => MemoryAnswer,
): Promise<{
  readonly error: unknown
  readonly sent: readonly { readonly url: string; readonly hasToken: boolean }[]
}> => {
  const sent: { readonly url: string; readonly hasToken: boolean }[] = []
  const transport = memoryTransport(({ url, headers }) => {
    sent.push({ url, hasToken: Object.values(headers).some((value) => value.includes(token)) })
    return answer(url, sent.length - 1)
  })
  const connection = connect({ endpoint: 'http://proxy:51080', token, transport, retry: { maxAttempts: 1 } })
  try {
    await connection.send(operation)
    return { error: undefined, sent }
  } catch (error) {
    return { error, sent }
  }
}

const call: Operation<void> = {
  name: 'fuzz.call',
  method: 'GET',
  path: '/v1/objects/b/o',
  idempotent: true,
  read: (response) => response.discard(),
}

/** HTTP clients give headers as Latin-1 without line breaks. */
const headerOf = (input: Uint8Array): string =>
  Buffer.from(input)
    .toString('latin1')
    .replace(/[\r\n\0]/g, ' ')

const errorBody = JSON.stringify({
  tcode: 'ErrNotFound',
  message: 't[eIot57081]: ais://b/o does not exist',
  method: 'GET',
  url_path: '/v1/objects/b/o',
  node: 't[eIot57081]',
  status: 404,
})

const errorWords = [
  '"tcode":',
  '"message":',
  '"node":',
  '"status":',
  'ErrBckNotFound',
  'ErrBadCksum',
  'etl job ',
  'bucket "',
  token,
  '<',
  'null',
]

export const answerTargets: readonly Target[] = [
  {
    name: 'location',
    seeds: [
      'http://target:51081/v1/objects/b/o?pid=p&utm=1',
      '//target/x',
      'http://u:p@target/',
      'https://proxy:51080/v1/objects/b/o',
      '/x',
    ],
    words: [
      'http://',
      'https:',
      '//',
      '\\',
      '@',
      ':',
      '#',
      '?',
      '/',
      '..',
      '[::1]',
      '%00',
      'proxy:51080',
      'file:',
      '\u3002',
      '\t',
    ],
    check: async (input) => {
      const location = headerOf(input)
      const { error, sent } = await ask(call, (_, nth) => ({
        status: nth === 0 ? 307 : 200,
        headers: nth === 0 ? { location } : {},
      }))
      const [, followed] = sent
      if (followed === undefined) return promised(isAisError(error), 'what is not followed is an error of the SDK')
      promised(!followed.hasToken, 'no token goes where a redirect leads')
      const url = new URL(followed.url)
      promised(url.protocol === 'http:' || url.protocol === 'https:', 'only http is followed')
      promised(url.username === '' && url.password === '', 'no credentials are followed')
      promised(/^[\u0021-\u007e]+$/.test(followed.url), 'a URL is visible ASCII')
      return promised(sent.length <= 2, 'one hop is followed')
    },
  },
  {
    name: 'error-body',
    seeds: [errorBody, '<html>', '', '{"status":"404"}', '[]'],
    words: errorWords,
    check: async (input) => {
      for (const status of [400, 404, 409, 500]) {
        // oxlint-disable-next-line no-await-in-loop -- one status after the other
        const { error } = await ask(call, () => ({ status, body: input }))
        promised(
          isAisError(error) && error._tag === 'Api' && error.status === status,
          'an error answer is an ApiError of its status',
        )
        promised(!JSON.stringify([error.message, error]).includes(token), 'no token is told')
      }
    },
  },
  {
    name: 'error-header',
    seeds: [errorBody, '', '{"message":7}'],
    words: errorWords,
    check: async (input) => {
      const { error } = await ask({ ...call, method: 'HEAD' }, () => ({
        status: 404,
        headers: { 'hdr-error': headerOf(input) },
      }))
      promised(isAisError(error) && error._tag === 'Api', 'an error answer to HEAD is an ApiError')
      promised(!JSON.stringify([error.message, error]).includes(token), 'no token is told')
    },
  },
  {
    name: 'retry-after',
    seeds: ['7', 'Tue, 24 Nov 2026 12:00:00 GMT', '99999999', '-1'],
    words: ['0', '1', ',', ' GMT', 'Tue', ':', '1e9', 'Infinity'],
    check: async (input) => {
      const { error } = await ask(call, () => ({ status: 503, headers: { 'retry-after': headerOf(input) } }))
      promised(isAisError(error) && error._tag === 'Api', 'an error answer is an ApiError')
      const { retryAfterMs } = error
      promised(
        retryAfterMs === undefined || (Number.isFinite(retryAfterMs) && retryAfterMs >= 0),
        'a wait is finite and not negative',
      )
    },
  },
  {
    name: 'object-headers',
    seeds: [
      'content-length: 12\nais-custom-md: k=v\nais-custom-md: __proto__=x',
      'ais-version: 1\nais-mirror-paths: [/a,/b]\nais-present: true\netag: "v1"',
    ],
    words: [
      'content-length: ',
      'ais-custom-md: ',
      'ais-chunks-count: ',
      'content-range: bytes ',
      'ais-mirror-copies: ',
      '\n',
      '=',
      '[',
      ']',
      '"',
    ],
    check: async (input) => {
      const headers: Record<string, string[]> = {}
      for (const line of textOf(input).split('\n')) {
        const [, name = '', value = ''] = /^([a-z-]+): ?(.*)$/.exec(line) ?? []
        if (name !== '') (headers[name] ??= []).push(headerOf(Buffer.from(value)))
      }
      const { error } = await ask(
        {
          ...headObject({ bucket: { name: 'b' }, name: 'o' }),
          needs: [],
          read: (response) => {
            for (const attributes of [new ObjectAttributes(response.headers), new ObjectProps(response.headers)]) {
              promised(Number.isSafeInteger(attributes.size) && attributes.size >= 0, 'a size is an exact number')
              JSON.stringify(attributes.customMetadata)
              promised(
                Object.getPrototypeOf(attributes.customMetadata) === null || !('polluted' in {}),
                'metadata pollutes nothing',
              )
            }
          },
        },
        () => ({ status: 200, headers }),
      )
      if (error !== undefined) throw error as Error
    },
  },
  {
    name: 'custom-metadata',
    seeds: ['k=v', 'k=a=b', '__proto__=x', '=', 'k='],
    words: ['=', ',', '\n', '__proto__', 'constructor', 'toString'],
    check: (input) => {
      const metadata = parseCustomMetadata(textOf(input).split('\n'))
      same(parseCustomMetadata(customMetadataLines(metadata)), metadata, 'written and read again')
      promised(Object.getPrototypeOf(metadata) === null, 'keys are plain keys')
    },
  },
]
