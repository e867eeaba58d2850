import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pack } from 'tar-stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseKeyMap } from '../../src/dsort/key-map.js'
import { compileGoRegexp } from '../../src/rules/go-regexp.js'
import { ObjectClient, send } from '../support/object-client.js'

/** How many of those that are listed were told this text; there are others. */
const countOf = (body: Buffer, text: string): number =>
  (
    JSON.parse(body.toString()) as {
      readonly description?: string
      readonly Metrics?: { readonly description: string }
    }[]
  )
    .map(({ description, Metrics }) => description ?? Metrics?.description)
    .filter((description) => description === text).length

/** Each keeps an engine that goes back busy for longer than the universe is old, given the text. */
const hostile: readonly (readonly [pattern: string, text: string])[] = [
  ['^(a+)+$', `${'a'.repeat(90)}!`],
  ['^(a|a)*$', `${'a'.repeat(90)}!`],
  ['^(a|aa)+$', `${'a'.repeat(90)}!`],
  ['(x+x+)+y', 'x'.repeat(90)],
  ['^([a-zA-Z0-9])(([-.]|[_]+)?([a-zA-Z0-9]+))*$', `${'a'.repeat(90)}!`],
  ['.*.*.*.*.*.*.*.*.*.*.*.*.*.*=', 'a'.repeat(90)],
  ['(a?){40}a{40}!', 'a'.repeat(80)],
]

let client: ObjectClient
const origin = createServer((_request, answer) => answer.end('content'))
let links = ''
beforeAll(async () => {
  client = await ObjectClient.start()
  await new Promise<void>((resolve) => origin.listen(0, '127.0.0.1', resolve))
  links = `http://127.0.0.1:${(origin.address() as AddressInfo).port}`
})
afterAll(async () => {
  origin.close()
  origin.closeAllConnections()
  await client[Symbol.asyncDispose]()
})

const tarOf = async (name: string): Promise<Uint8Array> => {
  const archive = pack()
  archive.entry({ name }, 'content')
  archive.finalize()
  const pieces: Uint8Array[] = []
  for await (const piece of archive as AsyncIterable<Uint8Array>) pieces.push(piece)
  return Buffer.concat(pieces)
}

describe.each(hostile)('the pattern %s', (pattern, text) => {
  it('is answered for an archive', async () => {
    await client.put('hostile.tar', await tarOf(text))
    const { status } = await client.get('hostile.tar', `archregx=${encodeURIComponent(pattern)}&archmode=regexp`)
    expect(status).toBe(404)
  })

  it('is answered for downloads', async () => {
    const { endpoint } = client.emulator
    const message = { bucket: { name: 'b', provider: 'ais' }, description: text, link: `${links}/x`, objname: 'x' }
    const started = await send('POST', `${endpoint}/v1/download`, {
      body: JSON.stringify({ ...message, type: 'single' }),
    })
    expect(started.status).toBe(200)
    const asked = async (regex: string): Promise<number> => {
      const { status, body } = await send('GET', `${endpoint}/v1/download`, { body: JSON.stringify({ regex }) })
      expect(status).toBe(200)
      return countOf(body, text)
    }
    expect(await asked('.')).toBeGreaterThan(0)
    expect(await asked(pattern)).toBe(0)
  })

  it('is answered for sorts', async () => {
    const { endpoint } = client.emulator
    const bucket = { name: 'b', provider: 'ais' }
    const spec = {
      input_bck: bucket,
      input_format: { template: 'in-{0..1}' },
      input_extension: '.tar',
      output_format: 'o-{0..9}',
      output_shard_size: '1KB',
      description: text,
    }
    expect((await send('POST', `${endpoint}/v1/sort`, { body: JSON.stringify(spec) })).status).toBe(200)
    const asked = async (regex: string): Promise<number> => {
      const { body } = await send('GET', `${endpoint}/v1/sort?regex=${encodeURIComponent(regex)}`)
      return countOf(body, text)
    }
    expect(await asked('.')).toBeGreaterThan(0)
    expect(await asked(pattern)).toBe(0)
  })

  it('is answered for a map of records', () => {
    const map = parseKeyMap(`${pattern}\tn-{0..1}.tar\n`, '\t')
    expect(() => map.lookup(text)).toThrow('no match found')
  })
})

describe('patterns', () => {
  it.each([
    ['[', 'missing closing ]: `[`'],
    ['(', 'missing closing ): `(`'],
    ['*a', 'missing argument to repetition operator: `*`'],
    ['a**', 'invalid nested repetition operator: `**`'],
    ['(?=a)', 'invalid or unsupported Perl syntax: `(?=`'],
    ['\\1', 'invalid escape sequence: `\\1`'],
    ['a{1001}', 'invalid repeat count: `{1001}`'],
  ])('%s is refused in Go’s words', (pattern, reason) => {
    expect(() => compileGoRegexp(pattern)).toThrow(`error parsing regexp: ${reason}`)
  })

  it.each([
    ['b', 'abc', true],
    ['^b', 'abc', false],
    ['(?P<n>b)c$', 'abc', true],
    ['(?i)^A', 'abc', true],
    ['\\Aabc\\z', 'abc', true],
    ['\\p{Greek}', 'aβc', true],
    ['', 'abc', true],
  ])('%s finds its place in a text', (pattern, text, expected) => {
    expect(compileGoRegexp(pattern).test(text)).toBe(expected)
  })
})
