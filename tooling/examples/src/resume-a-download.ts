import { createReadStream, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { Client, type AisObject } from '@ais/client'
import { createHasher } from '@ais/core'

/** Goes on with a download that an earlier process began, as long as the object is the one that it began with. */
const resume = async (object: AisObject, path: string): Promise<void> => {
  const { checksumType, checksumValue } = await object.head()
  const version = `${checksumType} ${checksumValue}`
  const [part, note] = [`${path}.part`, `${path}.version`]
  if (!existsSync(note) || readFileSync(note, 'utf8') !== version) rmSync(part, { force: true })
  writeFileSync(note, version)

  const doneBytes = existsSync(part) ? statSync(part).size : 0
  const rest = await object.get(doneBytes === 0 ? {} : { offsetBytes: doneBytes }).raw()
  if (rest.attributes.checksumValue !== checksumValue) throw new Error('the object was replaced just now: run it again')
  const file = await open(part, 'a')
  for await (const bytes of rest.body) await file.write(bytes)
  await file.close()

  // Ranges come without a checksum of their own, so the whole is checked here.
  const hasher = await createHasher('xxhash2')
  for await (const bytes of createReadStream(part)) hasher.update(bytes as Buffer)
  if (checksumType === 'xxhash2' && hasher.digest() !== checksumValue) throw new Error(`${part} is not what is stored`)
  renameSync(part, path)
  rmSync(note)
  console.log(`${doneBytes} bytes were there already`)
}

await using client = new Client()
await resume(client.bucket('cookbook').object('numbers.txt'), 'numbers.txt')
