import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Client } from '@ais/client'

await using client = new Client()
const bucket = client.bucket('cookbook-many')

// Where an earlier process stopped, if one did.
const place = 'listing.json'
let position = existsSync(place)
  ? (JSON.parse(readFileSync(place, 'utf8')) as { uuid: string; continuationToken: string })
  : { uuid: '', continuationToken: '' }

for (let pages = 0; pages < 2; pages += 1) {
  const page = await bucket.listObjects({ pageSize: 1000, props: 'name', ...position })
  console.log(page.entries.length, 'names from', page.entries[0]?.name)
  position = { uuid: page.uuid, continuationToken: page.continuationToken }
  if (position.continuationToken === '') break
}

if (position.continuationToken === '') rmSync(place, { force: true })
else writeFileSync(place, JSON.stringify(position))
console.log(position.continuationToken === '' ? 'that was all' : 'to be continued')
