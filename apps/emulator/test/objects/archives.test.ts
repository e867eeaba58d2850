import { gzipSync } from 'node:zlib'
import { extract, pack } from 'tar-stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { errorOf, ObjectClient } from '../support/object-client.js'

type Members = readonly (readonly [string, string])[]
const members: Members = [
  ['a/1.txt', 'one'],
  ['a/2.jpg', 'two'.repeat(400)],
  ['b/s1.cls', '1'],
  [`${'x'.repeat(150)}/日.txt`, 'long'],
  ['empty', ''],
]

const tarOf = async (given: Members): Promise<Buffer> => {
  const archive = pack()
  archive.entry({ name: 'a/', type: 'directory' })
  for (const [name, text] of given) archive.entry({ name }, text)
  archive.finalize()
  const pieces: Uint8Array[] = []
  for await (const piece of archive as AsyncIterable<Uint8Array>) pieces.push(piece)
  return Buffer.concat(pieces)
}

const zipOf = async (given: Members): Promise<Buffer> => {
  const zip = new ZipFile()
  for (const [name, text] of given) zip.addBuffer(Buffer.from(text), name)
  zip.addEmptyDirectory('a/')
  zip.end()
  const pieces: Uint8Array[] = []
  for await (const piece of zip.outputStream as unknown as AsyncIterable<Uint8Array>) pieces.push(piece)
  return Buffer.concat(pieces)
}

const untar = async (content: Buffer): Promise<Members> => {
  const unpack = extract()
  unpack.end(content)
  const found: [string, string][] = []
  for await (const entry of unpack) {
    const pieces: Uint8Array[] = []
    for await (const piece of entry as AsyncIterable<Uint8Array>) pieces.push(piece)
    if (entry.header.type === 'file') found.push([entry.header.name, String(Buffer.concat(pieces))])
  }
  return found
}

let client: ObjectClient
beforeAll(async () => {
  client = await ObjectClient.start(2)
  const [tar, zip] = [await tarOf(members), await zipOf(members)]
  await client.put('x.tar', tar)
  await client.put('x.tgz', gzipSync(tar))
  await client.put('x.tar.gz', gzipSync(tar))
  await client.put('x.zip', zip)
  await client.put('tar', tar)
  await client.put('gz', gzipSync(tar))
  await client.put('zip', zip)
  await client.put('plain.txt', 'hello')
  await client.put('fake.tar', 'hello'.repeat(300))
  await client.put('fake.tgz', 'hello'.repeat(300))
  await client.put('fake.zip', 'hello'.repeat(300))
  await client.put('cut.tar', tar.subarray(0, 3000))
})
afterAll(() => client.emulator.close())

const archives = ['x.tar', 'x.tgz', 'x.tar.gz', 'x.zip', 'tar', 'gz', 'zip']
const member = (name: string, path: string, more = '') =>
  client.get(name, `archpath=${encodeURIComponent(path)}${more}`)

describe.each(archives)('of %s', (name) => {
  it('any member can be read', async () => {
    for (const [path, text] of members) {
      const answer = await member(name, path)
      expect([answer.status, String(answer.body), answer.headers['content-length']]).toEqual([
        200,
        text,
        String(text.length),
      ])
      expect(Object.keys(answer.headers).filter((header) => header.startsWith('ais-'))).toEqual([])
    }
    expect(String((await member(name, '/a/1.txt')).body)).toBe('one')
  })

  it('members that match come as a TAR', async () => {
    const answer = await client.get(name, 'archregx=a/&archmode=prefix')
    expect(answer.headers['content-type']).toBe('application/x-tar')
    expect(await untar(answer.body)).toEqual(members.slice(0, 2))
    expect(await untar((await client.get(name, 'archregx=&archmode=prefix')).body)).toEqual(members)
    expect(await untar((await client.get(name, 'archregx=b/s1&archmode=wdskey')).body)).toEqual([['b/s1.cls', '1']])
    expect(
      await untar((await client.get(name, `archregx=${encodeURIComponent('^empty$')}&archmode=regexp`)).body),
    ).toEqual([['empty', '']])
  })

  it('what is not there is told', async () => {
    const one = await member(name, 'nope')
    expect([one.status, errorOf(one).message.replace(/^t\[\w+\]: /, '')]).toEqual([
      404,
      `nope in ais://b/${name} does not exist`,
    ])
    const many = await client.get(name, 'archregx=nope&archmode=suffix')
    expect([many.status, errorOf(many).message.replace(/^t\[\w+\]: /, '')]).toEqual([
      404,
      `(archregx=nope, archmode=suffix) in ais://b/${name} does not exist`,
    ])
  })

  it('no range can be read', async () => {
    const answer = await client.get(name, 'archpath=a', { range: 'bytes=0-1' })
    expect([answer.status, errorOf(answer).tcode]).toEqual([400, 'ErrUnsupp'])
  })
})

describe('what is no archive', () => {
  it.each([
    ['fake.tar', '', 'archive/tar: invalid tar header'],
    ['fake.tgz', '', 'failed to open ais://b/fake.tgz: gzip: invalid header'],
    ['fake.zip', '', 'failed to open ais://b/fake.zip: zip: not a valid zip file'],
    ['cut.tar', '', 'unexpected EOF'],
    ['plain.txt', '', 'unrecognized or unsupported file format: "plain.txt"'],
    ['x.tar', '&archmime=zip', 'failed to open ais://b/x.tar: zip: not a valid zip file'],
    ['x.tar', '&archmime=lz4', 'unknown mime type "lz4"'],
  ])('%s %s is 400', async (name, more, message) => {
    const answer = await member(name, 'nope', more)
    expect([answer.status, errorOf(answer).message]).toEqual([400, message])
  })

  it('is read whole without a mode', async () => {
    expect(String((await client.get('plain.txt', 'archregx=a')).body)).toBe('hello')
  })

  it('breaks the connection when it breaks off after the first match', async () => {
    await expect(client.get('cut.tar', 'archregx=a/&archmode=prefix')).rejects.toThrow()
  })
})

describe.each(['w.tar', 'w.tgz', 'w.zip'])('writing into %s', (name) => {
  const write = (path: string, body: string, flags?: string) =>
    client.call('PUT', name, {
      body,
      query: `archpath=${encodeURIComponent(path)}`,
      ...(flags === undefined ? {} : { headers: { 'ais-pine': flags } }),
    })

  it('appends only to what is there, else creates or replaces', async () => {
    expect((await write('first', '1', '1')).status).toBe(404)
    expect((await write('first', '1', '2')).status).toBe(200)
    expect((await write('dir/second', '22', '1')).status).toBe(200)
    expect(String((await member(name, 'first')).body) + String((await member(name, 'dir/second')).body)).toBe('122')
    expect((await write('third', '333')).status).toBe(200)
    expect((await member(name, 'first')).status).toBe(404)
    expect(String((await member(name, 'third')).body)).toBe('333')
  })

  it('refuses flags that are none, and a file of nothing', async () => {
    expect((await write('x', '1', 'x')).status).toBe(400)
    expect((await write('x', '', '2')).status).toBe(400)
  })
})

it('an archive of a name without an extension must be there', async () => {
  const answer = await client.call('PUT', 'new.txt', { body: 'x', query: 'archpath=a' })
  expect([answer.status, errorOf(answer).tcode]).toEqual([404, 'PathError'])
})
