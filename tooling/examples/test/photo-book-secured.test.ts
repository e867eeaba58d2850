import { AuthNClient, Client } from '@ais/client'
import { startEmulator } from '@ais/emulator'
import { expect, it } from 'vitest'

it('holds readers to what their role permits', async () => {
  await using emulator = await startEmulator({ authn: { adminPassword: 'topsecret' } })
  await using authn = new AuthNClient(emulator.authnEndpoint)
  const admin = authn.tokenSource({ username: 'admin', password: 'topsecret' })
  await using client = new Client(emulator.endpoint, { token: admin })
  await client.bucket('photo-book').create()

  await using desk = new AuthNClient(emulator.authnEndpoint, { token: admin })
  await desk.clusterManager().register('lab', [emulator.endpoint])
  await desk.roleManager().create({ name: 'reader', clusterAlias: 'lab', perms: ['ACCESS_RO'] })
  await desk.userManager().create({ username: 'ann', roles: ['reader'], password: 'ann-s-secret' })

  const token = authn.tokenSource({ username: 'ann', password: 'ann-s-secret' })
  await using reader = new Client(emulator.endpoint, { token })
  expect(await reader.bucket('photo-book').listAllObjects()).toEqual([])
  await expect(reader.bucket('photo-book').object('sea.txt').putContent('blue')).rejects.toMatchObject({
    _tag: 'Api',
    code: 'Forbidden',
  })
})
