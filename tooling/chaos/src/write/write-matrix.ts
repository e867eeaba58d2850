import { performance } from 'node:perf_hooks'
import { Client } from '@ais/client'
import { startFaultProxy, type FaultProxy } from '@ais-tooling/fault-proxy'
import { inFlight } from '../in-flight.ts'
import { forbidden, leftBy, outcomeOfError, withinBound, type Outcome } from '../outcome.ts'
import { boundMs, impatient, type TransportName } from '../patience.ts'
import type { Stage } from '../stage.ts'
import { writeFaults, type Carrier, type WriteFault } from './write-faults.ts'
import { stateOf, writePaths, type State, type WritePath } from './write-paths.ts'

/** One cell of the table. */
export interface WriteCell {
  readonly path: WritePath
  readonly fault: WriteFault
  readonly transport: TransportName
}

/** What came of a cell. */
export interface WriteResult extends WriteCell {
  readonly outcome: Outcome
  readonly state: State
  /** How often what is written went on its way to the node. */
  readonly sends: number
  readonly wallMs: number
  readonly isAsExpected: boolean
}

/** Every path with every fault, over each of the path's transports. */
export const writeCells: readonly WriteCell[] = writePaths.flatMap((path) =>
  path.transports.flatMap((transport) => writeFaults.map((fault) => ({ path, fault, transport }))),
)

const carrierOf = ({ carrier }: WritePath): Carrier => carrier ?? { method: 'PUT', hasBody: true }

const sendsOf = (proxy: FaultProxy, { method, target, hasBody }: Carrier): number =>
  proxy.exchanges.filter(
    (seen) =>
      seen.at === 'node' && seen.method === method && seen.hasBody === hasBody && (target?.test(seen.target) ?? true),
  ).length

const runOn = async (
  stage: Stage,
  { path, fault, transport }: WriteCell,
  index: number,
): Promise<Pick<WriteResult, 'outcome' | 'state' | 'sends'>> => {
  const stored = stage.direct.bucket(stage.bucket).object(`w-${index}`)
  if (path.before !== undefined) await stored.putContent(path.before)
  const write = await path.prepare(stored)
  await using proxy = await startFaultProxy({ upstream: stage.endpoint, seed: index })
  const client = new Client(proxy.url, impatient(transport, stage.patience))
  const carrier = carrierOf(path)
  fault.put(proxy, carrier)
  const written = write(client, client.bucket(stage.bucket).object(`w-${index}`)).then(() => 'right', outcomeOfError)
  const outcome = await withinBound(written, boundMs(stage.patience))
  const left = await leftBy(client, proxy, transport)
  const state = await stateOf(stored, path)
  await stored.delete().catch(() => undefined)
  return { outcome: left === undefined ? outcome : 'LEAK', state, sends: sendsOf(proxy, carrier) }
}

const runWriteCell = async (stage: Stage, cell: WriteCell, index: number): Promise<WriteResult> => {
  const startedMs = performance.now()
  const result = await runOn(stage, cell, index)
  const { outcomes, states, maxSends = Infinity } = cell.fault.expected(cell.path)
  const { outcome, state, sends } = result
  const isAsExpected =
    !forbidden.has(outcome) && outcomes.includes(outcome) && states.includes(state) && sends <= maxSends
  return { ...cell, ...result, wallMs: performance.now() - startedMs, isAsExpected }
}

/** Runs cells, some at a time: most of them wait. */
export const runWrites = (stage: Stage, cells: readonly WriteCell[] = writeCells): Promise<readonly WriteResult[]> =>
  inFlight(cells, 16, (cell, index) => runWriteCell(stage, cell, index))
