import { Client } from '@ais/client'
import { atObject, connect, readHeaders, type ObjectRef, type Operation } from '@ais/core'
import { route } from '@ais/core/wire'

/** Asks whether an object is in the cluster, and on which target, without its properties. */
const whereIs = (object: ObjectRef): Operation<string> => ({
  ...atObject('mine.whereIs', route('HEAD', '/v1/objects/{bucket}/{object}'), object),
  idempotent: true, // may be sent again when nobody knows whether it arrived
  read: readHeaders((_headers, response) => response.node),
})

await using client = new Client()
const object = client.bucket('cookbook').object('numbers.txt')
// Checks, redirects, retries, timeouts, tokens and typed errors are the interpreter's: an operation only says what to send and how to read.
const node = await client.connection.send(whereIs(object.ref), { timeoutMs: 5_000 })
const { targets } = await client.cluster().getInfo()
console.log(targets.some(({ publicUrl }) => publicUrl === node) ? 'on a target' : `on ${node}`)

await using connection = connect() // the same without Client
console.log((await connection.send(whereIs(object.ref))) === node)
