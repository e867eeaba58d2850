// npm run simulation -- [--clients N] [--targets N] [--incident NAME] … | --measure URL: a fleet on a modelled cluster.
import { writeFileSync } from 'node:fs'
import { Command } from 'commander'
import { incidents } from './incident.ts'
import { measureSpeeds } from './measure-speeds.ts'
import { shapeOf, type Plan } from './plan.ts'
import { report } from './report.ts'
import { simulate } from './simulate.ts'
import { measuredSpeeds } from './speeds.ts'
import { summarize } from './summary.ts'

interface Options {
  readonly measure?: string
  readonly json?: string
  readonly incident?: string
  readonly seed: string
  readonly clients: string
  readonly workers: string
  readonly thinkMs: string
  readonly proxies: string
  readonly targets: string
  readonly parallel: string
  readonly maxAttempts?: string
  readonly budgetRatio?: string
}

const options = new Command()
  .option('--measure <url>', 'measure the speeds of a real cluster, and hold the model to its rates')
  .option('--json <file>', 'write the results there, second by second')
  .option('--incident <name>', 'only this one')
  .option('--seed <number>', 'the same gives the same', '1')
  .option('--clients <count>', 'clients of the fleet', '10000')
  .option('--workers <count>', 'reads in flight per client at most', '1')
  .option('--think-ms <mean>', 'time between the reads of a worker', '4000')
  .option('--proxies <count>', 'proxies of the cluster', '20')
  .option('--targets <count>', 'targets of the cluster', '1000')
  .option('--parallel <count>', 'requests that a node works on at a time', '4')
  .option('--max-attempts <count>', "the client's option")
  .option('--budget-ratio <share>', "the client's option")
  .parse()
  .opts<Options>()

const nodes = {
  proxies: Number(options.proxies),
  targets: Number(options.targets),
  parallel: Number(options.parallel),
}
const retry = {
  ...(options.maxAttempts === undefined ? {} : { maxAttempts: Number(options.maxAttempts) }),
  ...(options.budgetRatio === undefined ? {} : { budgetRatio: Number(options.budgetRatio) }),
}
const plan: Omit<Plan, 'incident' | 'direct'> = {
  seed: Number(options.seed),
  clients: Number(options.clients),
  workersPerClient: Number(options.workers),
  thinkMs: Number(options.thinkMs),
  objects: nodes.targets * 100,
  cluster: shapeOf(nodes, measuredSpeeds),
  beginMs: 10_000,
  endMs: 20_000,
  untilMs: 35_000,
  retry,
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
      direct: false,
      untilMs: 5000,
    })
    const modelled = Math.min(1000 / clientMs, seconds.slice(1, 4).reduce((sum, { ok }) => sum + ok, 0) / 3)
    console.log(`${inFlight} in flight: ${rate.toFixed(0)} reads/s there, ${modelled.toFixed(0)} by the model`)
  }
}

const runAll = async (): Promise<void> => {
  const chosen = incidents.filter(({ name }) => options.incident === undefined || options.incident === name)
  if (chosen.length === 0) throw new RangeError(`no incident '${options.incident ?? ''}'`)
  const runs = []
  for (const { name, what } of chosen) {
    console.error(`${name}: ${what} …`)
    const whole: Plan = { ...plan, incident: name, direct: false }
    const result = await simulate(whole)
    runs.push({ name, summary: summarize(whole, result), mapsTold: result.mapsTold, seconds: result.seconds })
  }
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

await (options.measure === undefined ? runAll() : measureAndCompare(options.measure))
