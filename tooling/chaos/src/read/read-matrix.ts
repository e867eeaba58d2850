import { performance } from 'node:perf_hooks'
import { Client } from '@ais/client'
import { startFaultProxy } from '@ais-tooling/fault-proxy'
import { inFlight } from '../in-flight.ts'
import { jsonContent, tarOf } from '../content.ts'
import { forbidden, leftBy, outcomeOfError, withinBound, type Outcome } from '../outcome.ts'
import type { Stage } from '../stage.ts'
import { boundMs, impatient, type TransportName } from '../patience.ts'
import { readFaults, type ReadFault } from './read-faults.ts'
import { readPaths, type Read, type ReadPath } from './read-paths.ts'

/** One cell of the table. */
export interface ReadCell {
  readonly path: ReadPath
  readonly fault: ReadFault
  readonly transport: TransportName
}

/** What came of a cell. */
export interface ReadResult extends ReadCell {
  readonly outcome: Outcome
  readonly wallMs: number
  /** The outcome is one that the fault may have on the path. */
  readonly isAsExpected: boolean
}

/** Every path with every fault, over each of the path's transports. */
export const readCells: readonly ReadCell[] = readPaths.flatMap((path) =>
  path.transports.flatMap((transport) => readFaults.map((fault) => ({ path, fault, transport }))),
)

const sizeBytes = 60_000
const whole = jsonContent(sizeBytes, 1)
const replaced = new Map<number, Uint8Array>()

const replacement = (bytes: number): Uint8Array => {
  const known = replaced.get(bytes) ?? jsonContent(bytes, 2)
  replaced.set(bytes, known)
  return known
}

const isEqual = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0

const judge = (
  { bytes, isVerified }: Read,
  { guard, part = (content) => content }: ReadPath,
  contents: readonly Uint8Array[],
) => {
  if (contents.some((content) => isEqual(bytes, part(content))))
    return isVerified || guard !== 'checksum' ? 'right' : 'right, unchecked'
  return isVerified ? 'WRONG' : 'unverified'
}

/** The node that has an object. */
const ownerOf = async (stage: Stage, object: string): Promise<string> => {
  const { headers } = await fetch(`${stage.endpoint}/v1/objects/${stage.bucket}/${object}?provider=ais`, {
    redirect: 'manual',
  })
  return new URL(headers.get('location') ?? stage.endpoint).origin
}

const runOn = async (stage: Stage, cell: ReadCell, index: number): Promise<Outcome> => {
  const { path, fault, transport } = cell
  const isMember = path.guard === 'member'
  const subject = { bucket: stage.bucket, object: `o-${index}`, archive: `o-${index}.tar` }
  const name = isMember ? subject.archive : subject.object
  const stored = stage.direct.bucket(stage.bucket).object(name)
  const store = async (content: Uint8Array): Promise<void> =>
    void (await stored.putContent(isMember ? await tarOf({ m: content }) : content))
  const contents = [whole]
  await store(whole)
  const owner = await ownerOf(stage, name)
  await using proxy = await startFaultProxy({ upstream: stage.endpoint, seed: index })
  await proxy.frontOf(owner)
  const client = new Client(proxy.url, {
    ...impatient(transport, stage.patience),
    endpointMap: (origin) => proxy.mapOrigin(origin),
  })
  fault.put({
    proxy,
    owner,
    replace: async (bytes) => {
      if (bytes === undefined) return stored.delete()
      contents.push(replacement(bytes))
      await store(replacement(bytes))
    },
  })
  const read = path.read({ client, ...subject }).then((result) => judge(result, path, contents), outcomeOfError)
  const outcome = await withinBound(read, boundMs(stage.patience))
  const left = await leftBy(client, proxy, transport)
  await stored.delete().catch(() => undefined)
  return left === undefined ? outcome : 'LEAK'
}

const runReadCell = async (stage: Stage, cell: ReadCell, index: number): Promise<ReadResult> => {
  const startedMs = performance.now()
  const outcome = await runOn(stage, cell, index)
  const isAsExpected = !forbidden.has(outcome) && cell.fault.expected(cell.path, cell.transport).includes(outcome)
  return { ...cell, outcome, wallMs: performance.now() - startedMs, isAsExpected }
}

/** Runs cells, some at a time: most of them wait. */
export const runReads = (stage: Stage, cells: readonly ReadCell[] = readCells): Promise<readonly ReadResult[]> =>
  inFlight(cells, 24, (cell, index) => runReadCell(stage, cell, index))
