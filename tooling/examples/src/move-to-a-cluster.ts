import { readFileSync } from 'node:fs'
import { Client } from '@ais/client'

const pem = (name: string): string => readFileSync(`certificates/${name}.pem`, 'utf8')

// Everything by options. Without them the same comes from AIS_ENDPOINT, AIS_CLIENT_CA, AIS_CRT, AIS_CRT_KEY, AIS_CONNECT_TIMEOUT, …
await using client = new Client(process.env['AIS_ENDPOINT'] ?? 'https://ais.example.org:51080', {
  tls: { ca: pem('ca'), cert: pem('client'), key: pem('client-key') },
  timeouts: { connectMs: 3_000, headersMs: 60_000, idleMs: 20_000 },
  retry: { maxAttempts: 5, maxDelayMs: 10_000 },
  maxPoolSize: 32,
})
if (!(await client.cluster().isReady())) throw new Error('the cluster is not ready')
const { targets } = await client.cluster().getInfo()
const bucket = await client.bucket('cookbook-tls').create({ existOk: true })
const { verified } = await bucket.object('hello.txt').putContent('hello')
console.log(targets.length, 'targets;', 'stored and verified:', verified)
console.log(await bucket.object('hello.txt').get().text())
