import { connect, type Connection } from '@ais/core'
import { memoryTransport, type MemoryAnswer } from '@ais/core/testing'
import { describe, expect, it } from 'vitest'
import { Bucket, getSummary, listAllObjects } from '../../src/index.js'

interface Asked {
  readonly method: string
  readonly url: string
  readonly value: Readonly<Record<string, unknown>>
}

/** A connection that is answered from a list, and what it was asked. */
const answering = (
  ...answers: readonly MemoryAnswer[]
): { readonly connection: Connection; readonly asked: Asked[] } => {
  const asked: Asked[] = []
  const transport = memoryTransport((request) => {
    const body =
      request.body instanceof Uint8Array
        ? (JSON.parse(new TextDecoder().decode(request.body)) as { value: Asked['value'] })
        : { value: {} }
    asked.push({ method: request.method, url: request.url, value: body.value })
    return answers[asked.length - 1] ?? { status: 500, body: 'asked too often' }
  })
  return { connection: connect({ endpoint: 'http://ais.test', transport, retry: { maxAttempts: 1 } }), asked }
}

const page = (names: readonly string[], token: string, uuid = 'u'): MemoryAnswer => ({
  status: 200,
  body: JSON.stringify({
    uuid,
    continuation_token: token,
    entries: names.length === 0 ? null : names.map((name) => ({ name, size: '3', flags: 64 })),
    flags: 0,
  }),
})

const summary = {
  name: 'b',
  provider: 'ais',
  namespace: { uuid: '', name: '' },
  ObjCount: { obj_count_present: '2', obj_count_remote: '0' },
  ObjSize: { obj_min_size: 5, obj_avg_size: 8, obj_max_size: 11 },
  TotalSize: {
    size_on_disk: '155648',
    size_all_present_objs: '16',
    size_all_remote_objs: '0',
    total_disks_size: '270553174016',
  },
  used_pct: 0,
  is_present: false,
}

describe('listing', () => {
  it('goes from page to page with uuid and token, startAfter on the first only, over an empty page too', async () => {
    const { connection, asked } = answering(page(['a'], 't1'), page([], 't2'), page(['b'], ''))
    const names: string[] = []
    for await (const { name } of listAllObjects(connection, { name: 'b' }, { startAfter: '0' })) names.push(name)
    expect(names).toEqual(['a', 'b'])
    expect(asked.map(({ value }) => [value['uuid'], value['continuation_token'], value['start_after']])).toEqual([
      ['', '', '0'],
      ['u', 't1', undefined],
      ['u', 't2', undefined],
    ])
  })

  it('asks for the next page only when it is wanted', async () => {
    const { connection, asked } = answering(page(['a', 'b'], 't1'), page(['c'], ''))
    for await (const { name } of new Bucket(connection, 'b').listObjectsIter()) if (name === 'b') break
    expect(asked).toHaveLength(1)
  })

  it(
    'ends with an error when pages without entries never end, however new their tokens',
    { timeout: 120_000 },
    async () => {
      let asked = 0
      const transport = memoryTransport(() => page([], `t${(asked += 1)}`))
      const connection = connect({ endpoint: 'http://ais.test', transport })
      await expect(listAllObjects(connection, { name: 'b' }).next()).rejects.toMatchObject({
        _tag: 'Decode',
        path: 'continuation_token',
      })
      expect(asked).toBe(10_001)
    },
  )

  it('ends with an error when a token repeats itself', async () => {
    const { connection } = answering(page(['a'], 't'), page(['b'], 't'), page(['c'], 't'))
    await expect(new Bucket(connection, 'b').listAllObjects()).rejects.toMatchObject({
      _tag: 'Decode',
      path: 'continuation_token',
    })
  })

  it('ends with an error when tokens come in circles', async () => {
    const circle = Array.from({ length: 40 }, (_, at) => page([], `t${at < 12 ? at : 12 + ((at - 12) % 7)}`))
    const { connection, asked } = answering(...circle)
    await expect(new Bucket(connection, 'b').listAllObjects()).rejects.toMatchObject({
      _tag: 'Decode',
      path: 'continuation_token',
    })
    expect(asked.length).toBeLessThan(40)
  })

  it('decodes 10,000 entries without holding the event loop', async () => {
    const { connection } = answering(
      page(
        Array.from({ length: 10_000 }, (_, index) => `n/${index}`),
        '',
      ),
    )
    let turns = 0
    let isListed = false
    const count = (): void => {
      turns += 1
      if (!isListed) setImmediate(count)
    }
    setImmediate(count)
    const entries = await new Bucket(connection, 'b').listAllObjects()
    isListed = true
    expect([entries.length, entries[9_999]?.name, entries[0]?.size]).toEqual([10_000, 'n/9999', 3])
    expect(turns).toBeGreaterThanOrEqual(3)
  })

  it('tells where a page is not one, and never what it holds', async () => {
    const { connection } = answering({
      status: 200,
      body: JSON.stringify({ uuid: 'u', continuation_token: '', entries: [{ name: 'a', size: 'secret' }] }),
    })
    const error = await new Bucket(connection, 'b').listObjects().catch((reason: unknown) => reason)
    expect(error).toMatchObject({ _tag: 'Decode', path: 'size' })
    expect(String(error)).not.toContain('secret')
  })
})

describe('summary', () => {
  it('starts a count and asks with its id until it is done', async () => {
    const { connection, asked } = answering(
      { status: 202, body: 'job1\n' },
      { status: 202 },
      { status: 206, body: '[]' },
      { status: 200, body: JSON.stringify([summary]) },
    )
    expect(await getSummary(connection, { name: 'b' }, { prefix: 'p' })).toMatchObject({
      objectCount: { present: 2n },
      totalSizeBytes: { presentObjects: 16n },
    })
    expect(asked.map(({ value }) => value['uuid'])).toEqual(['', 'job1', 'job1', 'job1'])
  })

  it('obeys signal and timeout while it waits', async () => {
    const running = Array.from({ length: 50 }, () => ({ status: 202, body: 'job1' }))
    await expect(getSummary(answering(...running).connection, { name: 'b' }, { timeoutMs: 150 })).rejects.toMatchObject(
      { _tag: 'Timeout', phase: 'total' },
    )
    await expect(
      getSummary(answering(...running).connection, { name: 'b' }, { signal: AbortSignal.timeout(50) }),
    ).rejects.toMatchObject({ _tag: 'Aborted' })
  })
})

describe('the bucket', () => {
  it('takes what exists for created, and what is missing for deleted, only when told to', async () => {
    const exists = {
      status: 400,
      body: JSON.stringify({
        tcode: 'ErrBucketAlreadyExists',
        message: 'bucket "ais://b" already exists',
        status: 400,
      }),
    }
    const missing = {
      status: 404,
      body: JSON.stringify({ tcode: 'ErrBckNotFound', message: 'bucket "ais://b" does not exist', status: 404 }),
    }
    const { connection } = answering(exists, exists, missing, missing)
    const bucket = new Bucket(connection, 'b')
    await expect(bucket.create()).rejects.toMatchObject({ code: 'BucketAlreadyExists' })
    expect(await bucket.create({ existOk: true })).toBe(bucket)
    await expect(bucket.delete()).rejects.toMatchObject({ code: 'BucketNotFound' })
    await bucket.delete({ missingOk: true })
  })

  it('keeps its name when a rename is refused', async () => {
    const bucket = new Bucket(answering({ status: 400, body: '{}' }, { status: 200, body: 'job9' }).connection, 'old')
    await expect(bucket.rename('new')).rejects.toMatchObject({ _tag: 'Api' })
    expect(bucket.name).toBe('old')
    expect([await bucket.rename('new'), bucket.name]).toEqual(['job9', 'new'])
  })

  it('sends nothing for a wrong name or provider', async () => {
    const { connection, asked } = answering()
    await expect(new Bucket(connection, '..').head()).rejects.toMatchObject({ _tag: 'InvalidInput' })
    await expect(new Bucket(connection, 'b', { provider: 'nope' as never }).head()).rejects.toMatchObject({
      _tag: 'InvalidInput',
      field: 'provider',
    })
    expect(asked).toEqual([])
  })
})
