import {
  collectText,
  connect,
  isAisError,
  type Connection,
  type Middleware,
  type Operation,
  type OperationResponse,
  type Transport,
  type TransportLack,
} from '@ais/core'
import type { NamedSample } from './all-samples.ts'
import type { Condition } from './condition.ts'
import { expectedOf, isRedirected, type Expected } from './expected.ts'
import { cellHeader, type Scene, type Stage } from './stage.ts'

/** One cell of the run: an operation, a condition, a transport. */
export interface Cell {
  readonly sample: NamedSample
  readonly condition: Condition
  readonly transport: Transport
}

/** How a cell is called in what is printed. */
export const nameOf = ({ sample, condition, transport }: Cell): string =>
  `${sample.name}, ${condition.name} at the ${condition.place}, by ${transport.name}`

let cells = 0

/** What a transport declares that it cannot do, and an operation needs. */
const lackOf = ({ method, body, needs = [] }: Operation<unknown>, { lacks }: Transport): TransportLack | undefined =>
  [...needs, ...(method === 'GET' && body !== undefined ? (['get-body'] as const) : [])].find((need) =>
    lacks.includes(need),
  )

const patientTimeouts = { connectMs: 60_000, headersMs: 60_000, idleMs: 60_000 }

const hopOf = ({ place }: Condition, { isRedirected }: Scene): number => (place === 'end' && isRedirected ? 1 : 0)

interface Walk {
  readonly stage: Stage
  readonly id: string
  readonly scene: Scene
  readonly stallMs: number
}

const connectFor = ({ condition, transport }: Cell, { stage, id, scene, stallMs }: Walk): Connection => {
  const mark: Middleware = (request, next, { attempt, hop }) => {
    const isRefused = condition.deed.kind === 'refuse' && condition.place === 'proxy' && attempt === 1 && hop === 0
    // Only the exchange that a server leaves standing is short of time: a busy machine must not run into it elsewhere.
    const isStalled = condition.isSlow === true && !scene.isDone && hop === hopOf(condition, scene)
    return next({
      ...request,
      headers: { ...request.headers, [cellHeader]: id },
      ...(isStalled ? { timeouts: { connectMs: stallMs, headersMs: stallMs, idleMs: stallMs } } : {}),
      ...(isRefused ? { url: request.url.replace(stage.origin, stage.refusing) } : {}),
    })
  }
  return connect({
    endpoint: stage.origin,
    transport,
    middleware: [mark],
    timeouts: patientTimeouts,
    retry: { maxAttempts: 3, baseDelayMs: 1, maxDelayMs: 1 },
  })
}

const isOpen = (result: unknown): result is OperationResponse =>
  typeof result === 'object' && result !== null && 'body' in result && 'discard' in result

/** Makes the call, reads what it hands over, and gives the tag of its error; anything but an AisError is a bug. */
const outcomeOf = async (connection: Connection, { sample, condition }: Cell): Promise<string> => {
  try {
    const result = await connection.send(sample.make())
    if (sample.reads !== 'open' || !isOpen(result)) return 'done'
    const content = await collectText(result.body)
    const isWhole = content === sample.answer.body || condition.deed.kind === 'bad-json'
    return isWhole ? 'done' : `content ${JSON.stringify(content)}`
  } catch (error) {
    return isAisError(error) ? error._tag : `an untyped ${String(error)}`
  }
}

const tell = ({ tag, atProxy, atTarget }: Expected | (Omit<Expected, 'tag'> & { readonly tag: string })): string =>
  `${tag ?? 'done'} after ${atProxy} at the proxy, ${atTarget} at the target`

/**
 * Walks one cell; gives what is wrong, `undefined` when all is by the law. `stallMs` is how long a server that stands still is waited for.
 */
export const walkCell = async (cell: Cell, stage: Stage, stallMs = 500): Promise<string | undefined> => {
  const { sample, condition, transport } = cell
  cells += 1
  const id = String(cells)
  const operation = sample.make()
  const scene: Scene = {
    condition,
    isRedirected: isRedirected(operation),
    answer: sample.answer,
    seen: { atProxy: 0, atTarget: 0 },
    isDone: false,
  }
  stage.scenes.set(id, scene)
  const expected: Expected =
    lackOf(operation, transport) === undefined
      ? expectedOf(operation, sample.reads, condition, transport.name === 'got')
      : { tag: 'NotSupported', atProxy: 0, atTarget: 0 }
  const tag = await outcomeOf(connectFor(cell, { stage, id, scene, stallMs }), cell)
  stage.scenes.delete(id)
  const actual = tell({ tag, ...scene.seen })
  return actual === tell(expected) ? undefined : `${nameOf(cell)}: ${actual}; the law says ${tell(expected)}`
}
