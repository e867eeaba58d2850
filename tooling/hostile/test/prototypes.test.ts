import { createServer, type AddressInfo } from 'node:net'
import { allSamples } from '@ais-tooling/retry-law/samples'
import { createTarWriter } from '@ais/archives'
import { setBucketProps } from '@ais/buckets'
import { setClusterConfig, setNodeConfig } from '@ais/cluster'
import { connect, isAisError, type BucketHandle, type Connection, type Operation } from '@ais/core'
import { gotTransport } from '@ais/core/got'
import { memoryTransport, type MemoryAnswer } from '@ais/core/testing'
import { undiciTransport } from '@ais/core/undici'
import { readShard } from '@ais/dataset'
import { startDsort } from '@ais/dsort'
import { startEmulator, type Emulator } from '@ais/emulator'
import { AisObject, headObject, ObjectAttributes, setCustomProps } from '@ais/objects'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { placesIn } from '../src/json-places.ts'

const keys = ['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString', 'valueOf', 'then']
const before = [Object, Array, Function, String, Number, Map, Promise].map(({ prototype }) => ({
  prototype,
  own: Reflect.ownKeys(prototype),
}))

/** Nobody's prototype has anything that it did not have. */
const expectNoHarm = (): void => {
  for (const { prototype, own } of before) expect(Reflect.ownKeys(prototype)).toEqual(own)
  expect('polluted' in {}).toBe(false)
}
afterEach(expectNoHarm)

/** Objects in a result whose prototype came out of an answer. */
const strangersIn = (value: unknown, path = '', seen = new Set<unknown>()): readonly string[] => {
  if (typeof value !== 'object' || value === null || seen.has(value)) return []
  seen.add(value)
  const prototype: unknown = Object.getPrototypeOf(value)
  const isKnown =
    prototype === null || typeof Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value === 'function'
  const inner = value instanceof Map ? [...value.entries()] : Object.entries(value)
  return [
    ...(isKnown ? [] : [path]),
    ...inner.flatMap(([key, each]) => strangersIn(each, `${path}.${String(key)}`, seen)),
  ]
}

const outcomeOf = async (operation: Operation<unknown>, answer: MemoryAnswer): Promise<unknown> => {
  const connection = connect({
    endpoint: 'http://ais.test',
    transport: memoryTransport(() => answer),
    retry: { maxAttempts: 1 },
  })
  try {
    return await connection.send(operation)
  } catch (error) {
    if (isAisError(error)) return undefined
    throw error
  } finally {
    await connection.close()
  }
}

describe('keys of answers', () => {
  const harm = '{"polluted":true,"prototype":{"polluted":true},"__proto__":{"polluted":true}}'

  /** All objects of a text of JSON with more keys: of harm, and of what its own keys have. */
  const spoilt = function* (body: string): Generator<string> {
    yield `{"__proto__":${harm},"constructor":${harm}}`
    const whole = JSON.parse(body, (_key, value: unknown) => value) as unknown
    for (const key of keys)
      yield JSON.stringify(whole, (_name, value: unknown) => {
        if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
        const own = Object.values(value).at(-1) as unknown
        return Object.defineProperty({ ...value }, key, { value: own ?? 1, enumerable: true })
      })
    for (const key of keys.slice(0, 3)) yield body.replaceAll(/\{(?=")/g, `{${JSON.stringify(key)}:${harm},`)
    for (const replace of placesIn(body)) yield replace(`{"__proto__":${harm},"constructor":${harm}}`)
  }

  const withJson = allSamples.filter(({ reads, answer }) => reads === 'json' && answer.body !== undefined)

  it.each(withJson)('$name keeps them as they are, or refuses them', async ({ make, answer }) => {
    for (const body of spoilt(answer.body ?? '')) {
      const result = await outcomeOf(make(), { status: 200, headers: answer.headers ?? {}, body })
      expect(strangersIn(result), body.slice(0, 300)).toEqual([])
      expectNoHarm()
    }
  })

  it('are those of every JSON answer', () => expect(withJson.length).toBeGreaterThan(30))

  it('of errors are refused or told', async () => {
    for (const status of [400, 404, 409, 500])
      for (const { make } of allSamples)
        await outcomeOf(make(), { status, body: `{"__proto__":${harm},"constructor":${harm},"message":${harm}}` })
  })

  it('of headers are no more than keys', async () => {
    // `fetch` joins lines of one name, and is refused what needs them.
    for (const transport of [gotTransport(), undiciTransport()]) {
      const server = createServer((socket) => {
        socket.on('error', () => {})
        socket.once('data', () =>
          socket.end(
            `HTTP/1.1 200 OK\r\nContent-Length: 3\r\n${keys.map((key) => `${key}: polluted\r\n${key}: twice\r\nais-custom-md: ${key}=${key}\r\n`).join('')}Connection: close\r\n\r\n`,
          ),
        )
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      const connection = connect({ endpoint, transport, retry: { maxAttempts: 1 } })
      const props = await connection.send({
        ...headObject({ bucket: { name: 'b' }, name: 'o' }),
        needs: [],
        read: ({ headers }) => new ObjectAttributes(headers),
      })
      expect(new Map(Object.entries(props.customMetadata))).toEqual(new Map(keys.map((key) => [key, key])))
      expect(strangersIn(props.customMetadata)).toEqual([])
      await connection.close()
      server.close()
    }
  })

  it('of members of a shard are columns and keys of samples', async () => {
    const tar = createTarWriter()
    const write = async (): Promise<void> => {
      for (const key of keys)
        for (const column of keys)
          await tar.add({ path: `${key}.${column}`, sizeBytes: 1, mtimeMs: 0 }, [Buffer.from('x')])
      tar.end()
    }
    const pieces: Uint8Array[] = []
    const read = async (): Promise<void> => {
      for await (const piece of tar.content) pieces.push(piece)
    }
    await Promise.all([write(), read()])
    const client = connect({
      endpoint: 'http://ais.test',
      transport: memoryTransport(() => ({ status: 200, body: Buffer.concat(pieces) })),
      retry: { maxAttempts: 1 },
    })
    const bucket: BucketHandle = { client, name: 'b', provider: 'ais' }
    const found: (readonly [string, readonly string[]])[] = []
    for await (const sample of readShard(bucket, 's.tar')) found.push([sample.key, [...sample.columns.keys()]])
    // What begins and ends with two underscores is about the shard, and no sample.
    const isSample = (path: string): boolean => !(path.startsWith('__') && path.endsWith('__'))
    expect(found).toEqual(
      keys.map((key) => [
        key,
        keys.filter((column) => isSample(`${key}.${column}`)).map((column) => column.toLowerCase()),
      ]),
    )
    await client.close()
  })
})

describe('keys of requests', () => {
  const hostile = (): Record<string, string> =>
    JSON.parse(`{${keys.map((key) => `"${key}":"v-${key}"`).join()}}`) as Record<string, string>

  it('are sent as they are', async () => {
    const bodies: string[] = []
    const connection = connect({
      endpoint: 'http://ais.test',
      retry: { maxAttempts: 1 },
      transport: memoryTransport(async ({ body }) => {
        let text = ''
        for await (const piece of body instanceof Uint8Array ? [body] : (body ?? []))
          text += Buffer.from(piece).toString()
        bodies.push(text)
        return { status: 500 }
      }),
    })
    const object = { bucket: { name: 'b' }, name: 'o' }
    const dsort = {
      ...hostile(),
      input_bck: { name: 'b' },
      input_format: { template: 'in-{0..9}' },
      input_extension: '.tar',
      output_format: 'out-{0..9}',
      output_shard_size: '1MB',
    }
    for (const operation of [
      setCustomProps(object, hostile()),
      setBucketProps({ name: 'b' }, hostile()),
      setClusterConfig(hostile()),
      setNodeConfig('t1', hostile()),
      startDsort(dsort),
    ]) {
      bodies.length = 0
      const error: unknown = await connection.send(operation as Operation<unknown>).catch((cause: unknown) => cause)
      expect(isAisError(error), operation.name).toBe(true)
      // What is refused is not sent; what is sent has them as keys of its own.
      for (const body of bodies) if (body !== '') expect(() => JSON.parse(body) as unknown, body).not.toThrow()
      if (operation.name.includes('ustom')) expect(bodies.join()).toContain('"__proto__":"v-__proto__"')
    }
    await connection.close()
  })
})

describe('keys that are sent to the emulator', () => {
  let emulator: Emulator
  let client: Connection
  beforeAll(async () => {
    emulator = await startEmulator({ targets: 2, cloud: { aws: ['pics'] } })
    client = connect({ endpoint: emulator.endpoint })
    await fetch(`${emulator.endpoint}/v1/buckets/b`, { method: 'POST', body: '{"action":"create-bck"}' })
  })
  afterAll(async () => {
    await client.close()
    await emulator.close()
  })

  it('come back as custom metadata', async () => {
    const bucket: BucketHandle = { client, name: 'b', provider: 'ais' }
    const object = new AisObject(bucket, 'o')
    await object.getWriter().putContent(Buffer.from('content'))
    const custom = JSON.parse(`{${keys.map((key) => `"${key}":"v-${key}"`).join()}}`) as Record<string, string>
    await client.send(setCustomProps({ bucket: { name: 'b' }, name: 'o' }, custom))
    const { customMetadata } = await client.send(headObject({ bucket: { name: 'b' }, name: 'o' }))
    for (const key of keys) expect(Object.getOwnPropertyDescriptor(customMetadata, key)?.value).toBe(`v-${key}`)
  })

  const harm = '{"polluted":true,"constructor":{"prototype":{"polluted":true}},"__proto__":{"polluted":true}}'
  const message = (action: string): string =>
    `{"action":"${action}","name":"__proto__","__proto__":${harm},"constructor":{"prototype":${harm}},"value":{"__proto__":${harm},"constructor":{"prototype":${harm}},"checksum":{"__proto__":${harm}},"bck":{"name":"b","__proto__":${harm}},"objnames":["__proto__","o"],"prefix":"","kind":"__proto__","id":"constructor"}}`
  const bodies =
    'create-bck set-bprops reset-bprops list summary-bck copy-bck move-bck delete-listrange prefetch-listrange evict-listrange copy-listrange archive custom promote set-config start stop make-n-copies ec-encode inventory attach reset-config download'
      .split(' ')
      .map(message)
  const paths = [
    'buckets/b',
    'buckets/__proto__',
    'buckets/constructor',
    'buckets',
    'objects/b/o',
    'objects/b/__proto__',
    'cluster',
    'cluster/set-config?__proto__.polluted=true&constructor.prototype.polluted=true',
    'reverse/daemon/set-config?__proto__.polluted=true',
    'cluster?__proto__.polluted=true&__proto__[polluted]=true&constructor.prototype.polluted=true',
    'daemon/__proto__',
    'daemon?what=__proto__',
    'download',
    'sort',
    'etl',
    'etl/__proto__/start',
    'ml/moss/b',
    'users',
    'roles',
    'clusters',
    'tokens',
    'faults',
  ]

  it('do no harm, wherever they are sent', { timeout: 120_000 }, async () => {
    let sent = 0
    const dsortSpec = `{"input_bck":{"name":"b","__proto__":${harm}},"input_format":{"template":"in-{0..1}","__proto__":${harm}},"input_extension":".tar","output_format":"o-{0..9}","output_shard_size":"1KB","description":"__proto__","__proto__":${harm}}`
    const more = [dsortSpec, `{"name":"__proto__","__proto__":${harm},"runtime":{"image":"x"},"in":[${harm}]}`]
    for (const path of paths)
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
        for (const body of [...bodies, ...more]) {
          // oxlint-disable-next-line no-await-in-loop -- one after the other, so that harm is seen where it is done
          const answer = await fetch(`${emulator.endpoint}/v1/${path}`, { method, body })
          // oxlint-disable-next-line no-await-in-loop -- as above
          expect(await answer.text(), `${method} ${path} ${body.slice(0, 40)}`).not.toContain('emulator fault')
          sent += 1
          if ('polluted' in {}) expect.fail(`${method} ${path} ${body.slice(0, 60)}`)
        }
    expect(sent).toBeGreaterThan(2_000)
    expectNoHarm()
  })
})
