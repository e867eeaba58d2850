import { AuthNClient, Client, isAisError, loginTokenSource } from '@ais/client'

await using authn = new AuthNClient() // AIS_AUTHN_URL
const token = loginTokenSource(authn.client, {
  username: 'admin',
  password: () => process.env['COOKBOOK_PASSWORD'] ?? '', // asked for at each login
  expiresIn: 3600, // seconds
  renewBeforeMs: 60_000,
})

await using client = new Client(undefined, { token })
const bucket = client.bucket('cookbook-secured')
// Ten calls wait for one login.
await Promise.all(
  Array.from({ length: 10 }, (_, index) =>
    client
      .cluster()
      .getUuid()
      .then(() => index),
  ),
)
await bucket.create({ existOk: true })
await bucket.object('note.txt').putContent('for members only')
console.log(await bucket.object('note.txt').get().text())

await using stranger = new Client(undefined, { token: () => undefined })
try {
  await stranger.bucket('cookbook-secured').object('note.txt').get().text()
} catch (error) {
  if (!(isAisError(error) && error._tag === 'Api')) throw error
  console.log(error.code, error.status)
}
