import { Readable } from 'node:stream'
import got from 'got'
import { Agent } from 'undici'

/** What a raw client sends: bytes, or a stream of a known length. */
export type RawContent = Uint8Array | { readonly sizeBytes: number; readonly open: () => AsyncIterable<Uint8Array> }

/** A bare HTTP client that makes AIStore's two hops by hand, without checks, retries or checksums. */
export interface RawClient {
  readonly name: string
  /** Asks the endpoint, follows the redirect, gives the length of the content. */
  get(url: string): Promise<number>
  /** Asks the endpoint without a body, sends the content to where it redirects. */
  put(url: string, content: RawContent): Promise<void>
  /** Asks the endpoint with a JSON body, and again where it redirects; gives the length of the content. One client is enough for that. */
  readonly batch?: (url: string, message: unknown) => Promise<number>
  /** A GET with a JSON body, parsed. */
  list(url: string, message: unknown): Promise<unknown>
  close(): Promise<void>
}

const lengthOf = async (body: AsyncIterable<Uint8Array>): Promise<number> => {
  let length = 0
  for await (const piece of body) length += piece.length
  return length
}

/** Makes the raw client on undici. */
export const rawUndici = (): RawClient => {
  const agent = new Agent()
  const send = async (url: string, method: 'GET' | 'PUT', body?: RawContent | string) => {
    const { origin, pathname, search } = new URL(url)
    const at = { origin, path: pathname + search, method }
    if (typeof body === 'object' && 'open' in body)
      return agent.request({
        ...at,
        // It takes any iterable, at less cost than a stream, which its types do not say.
        body: body.open() as unknown as Readable,
        headers: { 'content-length': `${body.sizeBytes}` },
      })
    return agent.request({ ...at, body: body ?? null })
  }
  const hop = async (url: string, method: 'GET' | 'PUT', content?: string): Promise<string> => {
    const { headers, body } = await send(url, method, content)
    await body.dump()
    return String(headers['location'])
  }
  return {
    name: 'undici',
    get: async (url) => lengthOf((await send(await hop(url, 'GET'), 'GET')).body),
    put: async (url, content) => {
      const { body } = await send(await hop(url, 'PUT'), 'PUT', content)
      await body.dump()
    },
    batch: async (url, message) => {
      const content = JSON.stringify(message)
      return lengthOf((await send(await hop(url, 'GET', content), 'GET', content)).body)
    },
    list: async (url, message) => (await send(url, 'GET', JSON.stringify(message))).body.json(),
    close: () => agent.close(),
  }
}

/** Makes the raw client on got. */
export const rawGot = (): RawClient => {
  const client = got.extend({ followRedirect: false, retry: { limit: 0 }, decompress: false, throwHttpErrors: false })
  const hop = async (url: string, method: 'GET' | 'PUT'): Promise<string> =>
    (await client(url, { method })).headers.location ?? ''
  return {
    name: 'got',
    get: async (url) => lengthOf(client.stream(await hop(url, 'GET')) as AsyncIterable<Uint8Array>),
    put: async (url, content) => {
      const location = await hop(url, 'PUT')
      if ('open' in content)
        await client.put(location, {
          body: Readable.from(content.open()),
          headers: { 'content-length': `${content.sizeBytes}` },
        })
      else await client.put(location, { body: content })
    },
    list: async (url, message) =>
      JSON.parse(
        (await client(url, { method: 'GET', allowGetBody: true, body: JSON.stringify(message) })).body,
      ) as unknown,
    close: () => Promise.resolve(),
  }
}
