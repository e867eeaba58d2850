// npm run simulation -- [--clients N] [--incident NAME] … | --real AISNODE | --figures [--real AISNODE] | --measure URL
import { writeFileSync } from 'node:fs'
import { Command } from 'commander'
import { checkOnReal } from './check-on-real.ts'
import { writeFigures } from './figures.ts'
import { incidentOf, incidents } from './incident.ts'
import { measureSpeeds } from './measure-speeds.ts'
import { shapeOf, type Plan } from './plan.ts'
import { report, reportCheck } from './report.ts'
import { runIncidents } from './run-incidents.ts'
import { simulate } from './simulate.ts'
import { measuredSpeeds } from './speeds.ts'

interface Options {
  readonly measure?: string
  readonly real?: string
  readonly port: string
  readonly figures?: boolean
  readonly json?: string
  readonly incident?: string
  readonly seed: string
  readonly clients: string
  readonly workers: string
  readonly thinkMs: string
  readonly proxies: string
  readonly targets: string
  readonly parallel: string
  readonly proxyMs: string
  readonly targetMs: string
  readonly untilMs: string
  readonly headersMs?: string
  readonly connectMs?: string
  readonly maxAttempts?: string
  readonly budgetRatio?: string
}

const options = new Command()
  .option('--measure <url>', 'measure the speeds of a real cluster, and hold the model to its rates')
  .option('--real <aisnode>', 'bring up a real cluster from that binary, and hold the model to its incidents')
  .option('--port <first>', "the real proxy's port; the 3 after it are used too, and those 100 and 200 above", '28200')
  .option('--figures', 'measure all that docs/scale.md tells of, and write it there')
  .option('--json <file>', 'write the results there, second by second')
  .option('--incident <name>', 'only this one')
  .option('--seed <number>', 'the same gives the same', '1')
  .option('--clients <count>', 'clients of the fleet', '10000')
  .option('--workers <count>', 'reads in flight per client at most', '1')
  .option('--think-ms <mean>', 'time between the reads of a worker', '4000')
  .option('--proxies <count>', 'proxies of the cluster', '20')
  .option('--targets <count>', 'targets of the cluster', '1000')
  .option('--parallel <count>', 'requests that a node works on at a time', '4')
  .option('--proxy-ms <mean>', "a proxy's time for a redirect", String(measuredSpeeds.proxyMs))
  .option('--target-ms <mean>', "a target's time for a small object", String(measuredSpeeds.targetMs))
  .option('--until-ms <end>', 'when the run ends; incidents last from 10,000 to 20,000', '40000')
  .option('--headers-ms <limit>', "the client's option")
  .option('--connect-ms <limit>', "the client's option")
  .option('--max-attempts <count>', "the client's option")
  .option('--budget-ratio <share>', "the client's option")
  .parse()
  .opts<Options>()

const log = (line: string): void => console.error(line)
const given = <Name extends string>(name: Name, value: string | undefined): Partial<Record<Name, number>> =>
  value === undefined ? {} : ({ [name]: Number(value) } as Partial<Record<Name, number>>)

const nodes = {
  proxies: Number(options.proxies),
  targets: Number(options.targets),
  parallel: Number(options.parallel),
}
const plan: Omit<Plan, 'incident'> = {
  seed: Number(options.seed),
  clients: Number(options.clients),
  workersPerClient: Number(options.workers),
  thinkMs: Number(options.thinkMs),
  objects: nodes.targets * 100,
  direct: false,
  cluster: shapeOf(nodes, {
    ...measuredSpeeds,
    proxyMs: Number(options.proxyMs),
    targetMs: Number(options.targetMs),
  }),
  beginMs: 10_000,
  endMs: 20_000,
  untilMs: Number(options.untilMs),
  retry: { ...given('maxAttempts', options.maxAttempts), ...given('budgetRatio', options.budgetRatio) },
  timeouts: { ...given('headersMs', options.headersMs), ...given('connectMs', options.connectMs) },
}

const measureAndCompare = async (url: string): Promise<void> => {
  const { rates, clientMs, ...speeds } = await measureSpeeds(url, [1, 4, 16])
  console.log({ ...speeds, clientMs })
  for (const [inFlight, rate] of rates) {
    const { seconds } = await simulate({
      ...plan,
      clients: 1,
      workersPerClient: inFlight,
      // What a read costs the client itself, which does one thing at a time.
      thinkMs: clientMs,
      objects: 200,
      cluster: shapeOf({ proxies: 1, targets: 3, parallel: nodes.parallel }, speeds),
      incident: 'none',
      untilMs: 5000,
    })
    const modelled = Math.min(1000 / clientMs, seconds.slice(1, 4).reduce((sum, { ok }) => sum + ok, 0) / 3)
    console.log(`${inFlight} in flight: ${rate.toFixed(0)} reads/s there, ${modelled.toFixed(0)} by the model`)
  }
}

const check = async (aisnode: string): Promise<void> => {
  const checked = await checkOnReal(aisnode, Number(options.port), log)
  console.log(reportCheck(checked))
  if (options.json !== undefined) writeFileSync(options.json, JSON.stringify(checked))
  if (checked.some(({ held }) => held.some(({ isWithin }) => !isWithin))) process.exitCode = 1
}

const runAll = async (): Promise<void> => {
  const chosen = incidents.filter(({ name }) => options.incident === undefined || options.incident === name)
  if (chosen.length === 0) throw new RangeError(`no incident '${options.incident ?? ''}'`)
  const runs = await runIncidents(
    plan,
    chosen.map(({ name }) => name),
    (name) => log(`${name}: ${incidentOf(name).what} …`),
  )
  console.log(report(runs))
  if (options.json !== undefined)
    writeFileSync(
      options.json,
      JSON.stringify(
        runs.map(({ seconds, ...run }) => ({
          ...run,
          seconds: seconds.map(({ ok, failed, proxyExchanges }) => ({ ok, failed, proxyExchanges })),
        })),
      ),
    )
}

if (options.figures === true) await writeFigures(options.real, Number(options.port), log)
else if (options.real !== undefined) await check(options.real)
else if (options.measure !== undefined) await measureAndCompare(options.measure)
else await runAll()
