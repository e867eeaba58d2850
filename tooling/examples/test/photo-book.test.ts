import { Client, isAisError } from '@ais/client'
import { startEmulator, type Emulator } from '@ais/emulator'
import { afterAll, beforeAll, expect, it } from 'vitest'

/** What is to be tested: code of yours that takes a client. */
const storeCaptions = async (client: Client, captions: Readonly<Record<string, string>>): Promise<number> => {
  const bucket = await client.bucket('photo-book').create({ existOk: true })
  for (const [photo, caption] of Object.entries(captions)) await bucket.object(`${photo}.txt`).putContent(caption)
  return (await bucket.listAllObjects()).length
}

let emulator: Emulator
let client: Client

beforeAll(async () => {
  emulator = await startEmulator({ targets: 3 }) // in this process, on free ports
  client = new Client(emulator.endpoint)
})
afterAll(async () => {
  await client.close()
  await emulator.close()
})

it('stores one object for each caption', async () => {
  expect(await storeCaptions(client, { sea: 'blue', sand: 'yellow' })).toBe(2)
  expect(await client.bucket('photo-book').object('sea.txt').get().text()).toBe('blue')
})

it('says when the cluster cannot be reached', async () => {
  await using nobody = new Client('http://127.0.0.1:1', { retry: { maxAttempts: 1 } })
  const error = await storeCaptions(nobody, {}).catch((reason: unknown) => reason)
  expect(isAisError(error) && error._tag).toBe('Unreachable')
})
