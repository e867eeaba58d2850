// unread.ts ENDPOINT BUCKET COUNT: opens so many answers that it never reads, works on, and says what became of them. Needs --expose-gc.
import { subscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import { connect, type DiagnosticsChannels } from '@ais/core'
import { undiciTransport } from '@ais/core/undici'
import { gotTransport } from '@ais/core/got'
import { AisObject } from '@ais/objects'

const [endpoint = '', bucketName = '', count = '1', which = 'undici'] = process.argv.slice(2)
const collect = (globalThis as { gc?: () => void }).gc ?? ((): void => undefined)
const transport = which === 'got' ? gotTransport() : undiciTransport()
const connection = connect({ endpoint, transport })
const bucket = { name: bucketName, provider: 'ais', client: connection } as const

let told = 0
let where = ''
subscribe('ais:unread', (event) => {
  const { subject = '', stack = '' } = event as DiagnosticsChannels['ais:unread']
  told += 1
  where ||= `${subject} ${/openAndForget/.test(stack) ? 'opened in openAndForget' : stack.replaceAll('\n', ' ')}`
})
let warnings = 0
process.on('warning', ({ name }) => {
  if (name === 'AISWarning') warnings += 1
})

const openAndForget = async (): Promise<void> => {
  await new AisObject(bucket, 'o').get().raw()
}

const mib = (): number => Math.round(process.memoryUsage().rss / 2 ** 20)
/** What is held, and not what the process once took from the system. */
const heldMib = (): number => {
  const { heapUsed, external } = process.memoryUsage()
  return Math.round((heapUsed + external) / 2 ** 20)
}
const sockets = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length

await openAndForget()
collect()
const heldBefore = heldMib()
const before = mib()
let most = 0
for (let done = 0; done < Number(count); done += 50) {
  await Promise.all(Array.from({ length: 50 }, openAndForget))
  most = Math.max(most, sockets())
  // As a program that does something else too comes to it sooner or later.
  if (done % 500 === 0) collect()
  if (done % 1_000 === 0 && done > 0)
    console.error(`${done} opened, ${told} told of, ${sockets()} sockets, ${mib()} MiB`)
}
// It works on while they are all forgotten.
const { length } = await new AisObject(bucket, 'small').get().readAll()
while (told < Number(count)) {
  collect()
  await new Promise((resolve) => setImmediate(resolve))
}
// What is left of an answer is read for a second at most, in case that keeps its connection.
for (let turn = 0; turn < 100 && sockets() > 20; turn += 1) {
  collect()
  await new Promise((resolve) => setTimeout(resolve, 50))
}
// What finalizers let go of is garbage of the next collection.
for (let turn = 0; turn < 20; turn += 1) {
  collect()
  await new Promise((resolve) => setImmediate(resolve))
}
const held = { heldBefore, held: heldMib() }
console.log(
  JSON.stringify({
    told,
    warnings,
    where,
    length,
    mostSockets: most,
    sockets: sockets(),
    before,
    after: mib(),
    ...held,
  }),
)
await connection.close()
await once(process, 'beforeExit')
console.log('ends by itself')
