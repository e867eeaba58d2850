import { Client } from '@ais/client'
import { startEmulator } from '@ais/emulator'
import { expect, it } from 'vitest'

it('reads what is in another cluster', async () => {
  await using far = await startEmulator()
  await using near = await startEmulator()
  await using there = new Client(far.endpoint)
  await (await there.bucket('photo-book').create()).object('sea.txt').putContent('blue')

  await using here = new Client(near.endpoint)
  await here.cluster().attachRemote('far', far.endpoint)
  const bucket = here.bucket('photo-book', { namespace: { uuid: 'far', name: '' } })
  expect(await bucket.object('sea.txt').get().text()).toBe('blue')
})

it('reads what is in a cloud, and sees it change there', async () => {
  await using emulator = await startEmulator({ cloud: { aws: ['pictures'] } })
  await emulator.cloud('aws').putObject('pictures', 'sea.txt', 'blue')

  await using client = new Client(emulator.endpoint)
  const object = client.bucket('pictures', { provider: 'aws' }).object('sea.txt')
  expect(await object.get().text()).toBe('blue') // now it is in the cluster
  await emulator.cloud('aws').putObject('pictures', 'sea.txt', 'green')
  expect(await object.get().text()).toBe('blue')
  expect(await object.get({ latest: true }).text()).toBe('green')
})
