// Serves in a process of its own and tells its CPU time and memory: `node served.mjs bare | memory | directory FOLDER TARGETS`.
import { createServer } from 'node:http'

const [kind, folder, targets] = process.argv.slice(2)
const rssAtStart = process.memoryUsage().rss

const listen = async (onRequest) => {
  const server = createServer({ keepAliveTimeout: 30_000 }, onRequest)
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${server.address().port}`
}

/** The two hops of AIStore with no logic at all: what Node's server costs by itself. */
const startBare = async () => {
  const content = Buffer.alloc(4096, 7)
  const target = await listen((request, response) => {
    request.resume()
    request.on('end', () => {
      response.setHeader('Content-Length', request.method === 'GET' ? content.length : 0)
      response.end(request.method === 'GET' ? content : undefined)
    })
  })
  return listen((request, response) => {
    request.resume()
    response.statusCode = request.method === 'GET' ? 301 : 307
    response.setHeader('Location', target + request.url)
    response.setHeader('Content-Length', 0)
    response.end()
  })
}

const startEmulated = async () => {
  const { startEmulator } = await import('@ais/emulator')
  const startedMs = performance.now()
  const cpu = process.cpuUsage()
  const { endpoint } = await startEmulator({
    targets: Number(targets),
    ...(kind === 'directory' ? { dataDir: folder } : {}),
  })
  const { user, system } = process.cpuUsage(cpu)
  return { endpoint, startWallMs: performance.now() - startedMs, startCpuMs: (user + system) / 1000 }
}

const started = kind === 'bare' ? { endpoint: await startBare() } : await startEmulated()
process.on('message', (question) => {
  if (question === 'settled') globalThis.gc()
  const { user, system } = process.cpuUsage()
  process.send({ cpuMicros: user + system, rssBytes: process.memoryUsage().rss })
})
process.on('disconnect', () => process.exit())
process.send({ ...started, rssAtStart })
