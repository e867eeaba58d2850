import { describe, expect, it } from 'vitest'
import { at, atObject } from '../../src/at.js'
import { connect } from '../../src/connect.js'
import type { Operation } from '../../src/operation.js'
import { readNothing } from '../../src/read/read-answers.js'
import { memoryTransport } from '../../src/testing.js'
import type { Transport, TransportLack } from '../../src/transport/transport.js'
import { route } from '../../src/wire/route.js'

const lacking = (lack: TransportLack): { readonly transport: Transport; readonly asked: () => number } => {
  let asked = 0
  const memory = memoryTransport(() => {
    asked += 1
    return { status: 200 }
  })
  return { transport: { ...memory, name: 'lesser', lacks: [lack] }, asked: () => asked }
}

const object = { bucket: { name: 'b' }, name: 'o' }
const plain = { idempotent: true, read: readNothing } as const

const needing: Readonly<Record<TransportLack, Operation<void>>> = {
  'get-body': { ...at('x.list', route('GET', '/v1/x'), {}), ...plain, body: { kind: 'json', value: {} } },
  'repeated-headers': { ...at('x.head', route('HEAD', '/v1/x'), {}), ...plain, needs: ['repeated-headers'] },
  redirect: { ...atObject('x.get', route('GET', '/v1/objects/{bucket}/{object+}'), object), ...plain },
  'stream-upload': {
    ...at('x.put', route('PUT', '/v1/x'), {}),
    ...plain,
    body: { kind: 'stream', open: async function* () {}, replayable: true },
  },
}

describe('what a transport lacks', () => {
  it.each(Object.entries(needing) as (readonly [TransportLack, Operation<void>])[])(
    '%s fails as NotSupported before anything is sent',
    async (lack, operation) => {
      const { transport, asked } = lacking(lack)
      await using connection = connect({ endpoint: 'http://ais.test', transport })
      await expect(connection.send(operation)).rejects.toMatchObject({ _tag: 'NotSupported' })
      expect(asked()).toBe(0)
    },
  )
})
