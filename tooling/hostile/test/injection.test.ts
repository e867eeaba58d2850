import { exportedOperations } from '@ais-tooling/retry-law'
import * as authn from '@ais/authn'
import * as buckets from '@ais/buckets'
import * as cluster from '@ais/cluster'
import * as core from '@ais/core'
import { connect, isAisError, type Operation } from '@ais/core'
import { gotTransport } from '@ais/core/got'
import { undiciTransport } from '@ais/core/undici'
import * as downloads from '@ais/downloads'
import * as dsort from '@ais/dsort'
import * as etl from '@ais/etl'
import * as jobs from '@ais/jobs'
import * as multiobj from '@ais/multiobj'
import * as objects from '@ais/objects'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apiOperations, type ApiOperation } from '../src/api-types.ts'
import { inputsOf } from '../src/hostile-inputs.ts'
import { startListener, type Listener } from '../src/listener.ts'

/** Texts that break lines, end strings, end paths, or are taken for something else. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\r\n',
        '\n',
        '\r',
        '\0',
        '\r\nX-Smuggled: 1\r\n',
        '\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n',
        ' HTTP/1.1\r\n',
      ),
      fc.constantFrom(
        '?smuggled=1',
        '&smuggled=1',
        '#',
        '/',
        '..',
        '/../',
        '%',
        '%0d%0a',
        '%2e%2e',
        '%00',
        '\\',
        ';',
        '\u2028',
        '\u0130',
        '\ud800',
        '嘊嘍',
      ),
      fc.string({ maxLength: 4, unit: 'binary' }),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join(''))

let server: Listener
let requests: string[] = []
const transports = [gotTransport(), undiciTransport()]

beforeAll(async () => {
  server = await startListener({ host: '127.0.0.1' }, (head, body) => {
    requests.push(`${head}\r\n\r\n${body}`)
    return 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'
  })
})
afterAll(async () => {
  await Promise.all(transports.map((transport) => transport.close()))
  await server[Symbol.asyncDispose]()
})

/** What is wrong with a request as it came: more than its own line and headers, or another place than asked for. */
const problemsOf = (request: string, { method, path }: Operation<unknown>): readonly string[] => {
  const [line = '', ...headers] = (request.split('\r\n\r\n', 1)[0] ?? '').split('\r\n')
  const [, target = ''] = /^[A-Z]+ (\S+) HTTP\/1\.1$/.exec(line) ?? []
  return [
    ...(target.split('?', 1)[0] === path && line.startsWith(`${method} `) ? [] : [`asks for ${JSON.stringify(line)}`]),
    ...(/^\/v1(\/[\w.~!'()*%:@$&+,;=-]*)*$/.test(path) ? [] : [`has the path ${JSON.stringify(path)}`]),
    ...(/(^|\/)\.\.?(\/|$)/.test(path) ? [`has the path ${JSON.stringify(path)}`] : []),
    ...(/[?&]smuggled=/.test(target) ? [`has the query ${target}`] : []),
    ...headers.filter((header) => !/^[\w-]+: [^\r\n\0]*$/.test(header) || /^x-smuggled:/i.test(header)),
  ]
}

const send = async (
  operation: Operation<unknown>,
  transport: (typeof transports)[number],
): Promise<readonly string[]> => {
  requests = []
  const connections = server.connections()
  const connection = connect({
    endpoint: `http://127.0.0.1:${server.port}`,
    transport: { ...transport, close: () => Promise.resolve() },
    retry: { maxAttempts: 1 },
  })
  try {
    const result = await connection.send(operation)
    if (typeof result === 'object' && result !== null && 'discard' in result) (result.discard as () => void)()
  } catch (error) {
    if (!isAisError(error)) return [`throws ${String(error)}`]
    if (error._tag === 'InvalidInput') return requests.length === 0 ? [] : ['is sent and then refused']
  } finally {
    await connection.close()
  }
  if (server.connections() - connections > 1) return ['makes more than one request']
  return requests.flatMap((request) => problemsOf(request, operation))
}

const modules: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  authn,
  buckets,
  cluster,
  core,
  downloads,
  dsort,
  etl,
  jobs,
  multiobj,
  objects,
}

const make = ({ packageName, exported }: ApiOperation, values: readonly unknown[]): Operation<unknown> => {
  const operation = modules[packageName]?.[exported]
  if (typeof operation !== 'function') throw new Error(`${packageName} does not export ${exported}`)
  return (operation as (...values: readonly unknown[]) => Operation<unknown>)(...values)
}

/** Values of a call's parameters: all harmless, and once for every text with that text hostile. */
const callsOf = ({ parameters }: ApiOperation, text: string) => {
  const inputs = parameters.map(({ name, type, isOptional }) => ({ isOptional, ...inputsOf(type, text, name) }))
  const harmless = inputs.map((input) => (input.isOptional ? undefined : input.harmless))
  return { harmless, hostile: inputs.flatMap(({ hostile: of }, at) => of.map((value) => harmless.with(at, value))) }
}

describe('texts that hold line breaks and worse', () => {
  it('are given to every exported operation', () => {
    expect(new Set(apiOperations.map(({ name }) => name))).toEqual(new Set(exportedOperations()))
  })

  it('are all that is wrong with the calls', () => {
    const isRefused = (operation: ApiOperation): boolean =>
      make(operation, callsOf(operation, 'x1').harmless).problem !== undefined
    // Changes of nothing, prefixes of nothing, and what only remote buckets know.
    expect(apiOperations.filter(isRefused).map(({ exported }) => exported)).toEqual([
      'createRole',
      'updateCluster',
      'updateRole',
      'updateUser',
      'createInventory',
      'destroyInventory',
      'evictBucket',
      'showInventory',
      'downloadBackend',
      'archiveObjects',
      'evictObjects',
      'prefetchObjects',
      'evictObject',
    ])
  })

  it('are put into hundreds of places', () => {
    const places = apiOperations.reduce((sum, operation) => sum + callsOf(operation, 'x').hostile.length, 0)
    console.log(`injection: ${places} places for a text in ${apiOperations.length} operations`)
    expect(places).toBeGreaterThan(300)
  })

  it.each(apiOperations.filter((operation) => callsOf(operation, 'x').hostile.length > 0))(
    '$name sends one well-formed request, or none',
    async (operation) => {
      let turn = 0
      await fc.assert(
        fc.asyncProperty(hostile, async (text) => {
          for (const values of callsOf(operation, text).hostile) {
            let made: Operation<unknown>
            try {
              made = make(operation, values)
            } catch (error) {
              expect(isAisError(error), String(error)).toBe(true)
              continue
            }
            turn += 1
            // oxlint-disable-next-line no-await-in-loop -- the server tells requests apart by their time
            expect(await send(made, transports[turn % 2] as (typeof transports)[number])).toEqual([])
          }
        }),
        { numRuns: 4, examples: [['\ud800\r\n'], ['x\udc00']] },
      )
    },
  )
})
