import { Client } from '@ais/client'
import { startEmulator } from '@ais/emulator'
import { expect, it } from 'vitest'
import { bytesOf } from '../src/random.ts'

it('clients go on while targets leave and join, noticed or not', { timeout: 120_000 }, async () => {
  await using emulator = await startEmulator({ targets: 3 })
  await using client = new Client(emulator.endpoint)
  const bucket = await client.bucket('moving').create()
  const contents = Array.from({ length: 12 }, (_, index) => bytesOf(index, 2 ** 20))
  await Promise.all(contents.map((content, index) => bucket.object(`o${index}`).putContent(content)))
  let isMoving = true
  const moving = (async () => {
    for (let turn = 0; turn < 9; turn += 1) {
      const target = emulator.target(turn % 3)
      // Clients meet a target that the proxy still sends them to.
      if (turn % 2 === 0) {
        await target.stop({ unnoticed: true })
        await fetch(`${emulator.endpoint}/v1/daemon?what=smap`)
      }
      await target.stop()
      await bucket.object('o0').head()
      await target.start()
    }
    isMoving = false
  })()
  let reads = 0
  const reading = async (lane: number): Promise<void> => {
    for (let turn = lane; isMoving; turn += 3) {
      const index = turn % contents.length
      const read = await bucket.object(`o${index}`).get().readAll()
      expect(Buffer.from(read).equals(contents[index] ?? new Uint8Array())).toBe(true)
      await bucket.object(`o${index}`).putContent(contents[index] ?? '')
      reads += 1
    }
  }
  await Promise.all([moving, reading(0), reading(1), reading(2)])
  expect(reads).toBeGreaterThan(0)
  expect((await bucket.listObjects()).entries).toHaveLength(contents.length)
})
