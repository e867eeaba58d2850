import { gzipSync } from 'node:zlib'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { fetchTransport } from '../../src/fetch.js'
import { collectText } from '../../src/read/collect.js'

test('headers of content that fetch has decoded tell neither the encoding nor the length of what it was', async () => {
  const server = createServer((request, response) => {
    const encoding = request.url === '/gzip' ? { 'content-encoding': 'gzip' } : { 'content-length': 7 }
    response.writeHead(200, encoding).end(request.url === '/gzip' ? gzipSync('content') : 'content')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const transport = fetchTransport()
  const ask = async (path: string) => {
    const timeouts = { connectMs: 0, headersMs: 0, idleMs: 0 }
    const { signal } = new AbortController()
    const { headers, body } = await transport.exchange({
      method: 'GET',
      url: url + path,
      headers: {},
      signal,
      timeouts,
    })
    return [headers.get('content-encoding'), headers.get('content-length'), await collectText(body)]
  }
  try {
    expect(await ask('/gzip')).toEqual([undefined, undefined, 'content'])
    expect(await ask('/plain')).toEqual([undefined, '7', 'content'])
  } finally {
    server.closeAllConnections()
    server.close()
  }
})
