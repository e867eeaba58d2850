import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { AisObject, type WriteMode } from '../src/index.js'
import { tagOf } from './support/failure.js'
import { startObjectServer, type ObjectServer } from './support/object-server.js'

const object = (server: ObjectServer): AisObject => new AisObject(server.bucket(), 'o')
const stored = (server: ObjectServer): string | undefined => {
  const bytes = server.objects.get('o')?.bytes
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes)
}
const kinds = (server: ObjectServer): readonly string[] =>
  server.requests.map(({ method, query }) => query['append_type'] ?? method)

describe('appending', () => {
  test('passes the handle on; nothing is visible before the flush', async () => {
    await using server = await startObjectServer()
    const first = await object(server).appendContent('one ')
    const second = await object(server).appendContent(Readable.from(['two ', 'three']), { handle: first })
    expect(second).not.toBe(first)
    expect(stored(server)).toBeUndefined()
    expect(await object(server).appendContent('', { handle: second, flush: true })).toBe('')
    expect(stored(server)).toBe('one two three')
    expect(kinds(server)).toEqual(['append', 'append', 'flush'])
  })

  test('content that comes with a flush is appended first: the server would drop it', async () => {
    await using server = await startObjectServer({ o: 'old ' })
    expect(await object(server).appendContent('new', { flush: true })).toBe('')
    expect(stored(server)).toBe('old new')
    expect(kinds(server)).toEqual(['append', 'flush'])
    expect(server.requests[1]?.body).toHaveLength(0)
  })

  test('a handle that is none is BadRequest; a stream that was read is InvalidInput', async () => {
    await using server = await startObjectServer()
    expect(await tagOf(object(server).appendContent('x', { handle: 'none' }))).toBe('Api BadRequest')
    const stream = Readable.from(['x'])
    stream.destroy()
    expect(await tagOf(object(server).appendContent(stream))).toBe('InvalidInput')
  })
})

describe('a file for writing', () => {
  test('w begins with an empty object, each write appends, closing makes it visible', async () => {
    await using server = await startObjectServer({ o: 'old' })
    const file = object(server).getWriter().asFile('w')
    expect(server.questions).toHaveLength(0)
    expect(await file.write('ü')).toBe(2)
    expect(stored(server)).toBe('')
    expect(await file.write(new TextEncoder().encode('bc'))).toBe(2)
    await file.close()
    await file.close()
    expect(stored(server)).toBe('übc')
    expect(kinds(server)).toEqual(['PUT', 'append', 'append', 'flush'])
  })

  test('a goes on from what the object has; flush only when there is something', async () => {
    await using server = await startObjectServer({ o: 'old' })
    {
      await using file = object(server).getWriter().asFile()
      await file.flush()
      await file.write('1')
      await file.flush()
      await file.flush()
      await file.write('2')
    }
    expect(stored(server)).toBe('old12')
    expect(kinds(server)).toEqual(['append', 'flush', 'append', 'flush'])
  })

  test('w that is closed without a write leaves an empty object, a sends nothing', async () => {
    await using server = await startObjectServer({ o: 'old' })
    await object(server).getWriter().asFile('a').close()
    expect(server.questions).toHaveLength(0)
    await object(server).getWriter().asFile('w').close()
    expect(stored(server)).toBe('')
  })

  test('writes at the same time keep their order', async () => {
    await using server = await startObjectServer()
    const file = object(server).getWriter().asFile('w')
    await Promise.all(['a', 'b', 'c', 'd'].map((part) => file.write(part)))
    await file.close()
    expect(stored(server)).toBe('abcd')
  })

  test('a wrong mode fails at the first call, a closed file too', async () => {
    await using server = await startObjectServer()
    expect(
      await tagOf(
        object(server)
          .getWriter()
          .asFile('r' as WriteMode)
          .write('x'),
      ),
    ).toBe('InvalidInput')
    const file = object(server).getWriter().asFile('a')
    await file.close()
    expect(await tagOf(file.write('x'))).toBe('InvalidInput')
    expect(await tagOf(file.flush())).toBe('InvalidInput')
    expect(server.questions).toHaveLength(0)
  })

  test('after a failed write nothing is made visible', async () => {
    await using server = await startObjectServer({ o: 'old' })
    const connection = server.connect()
    const file = new AisObject(server.bucket(connection), 'o').getWriter().asFile('a')
    await file.write('1')
    await connection.close()
    expect(await tagOf(file.write('2'))).toBe('Aborted')
    expect(await tagOf(file.write('3'))).toBe('Aborted')
    await file.close()
    expect(stored(server)).toBe('old')
  })
})
