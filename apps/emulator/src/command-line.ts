import { Command, InvalidArgumentError } from 'commander'
import type { AuthnOptions } from './authn/start-authn.js'
import { cloudProviders } from './backends/emulated-cloud.js'
import type { CloudBuckets } from './backends/open-clouds.js'
import { startEmulator } from './emulator.js'

const integer =
  (min: number, max: number) =>
  (text: string): number => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < min || value > max)
      throw new InvalidArgumentError(`must be from ${min} to ${max}`)
    return value
  }

/** Adds `aws=one,two` to what earlier options gave. */
const cloudBuckets = (text: string, before: CloudBuckets): CloudBuckets => {
  const [provider = '', buckets = ''] = text.split('=', 2)
  const known = cloudProviders.find((name) => name === provider)
  if (known === undefined) throw new InvalidArgumentError(`must start with one of ${cloudProviders.join(', ')} and '='`)
  return { ...before, [known]: buckets.split(',').filter((name) => name !== '') }
}

interface Options {
  readonly port: number
  readonly targets: number
  readonly host: string
  readonly data?: string
  readonly cloud: CloudBuckets
  readonly authnPort?: number
  readonly jobDelay: number
  readonly jobStep: number
  readonly promoteDir?: string
}

const options = new Command('ais-emulator')
  .description("Serves AIStore's HTTP API from this machine.")
  .option('--port <number>', 'port of the proxy; 0 takes a free one', integer(0, 65_535), 8080)
  .option('--targets <count>', 'number of targets, each on a free port', integer(1, 64), 1)
  .option('--data <dir>', 'keep objects there; in memory without it')
  .option(
    '--cloud <provider=buckets>',
    'emulate a cloud too, with these buckets, separated by commas; once for each provider',
    cloudBuckets,
    {},
  )
  .option(
    '--authn-port <number>',
    'turn authentication on, with an AuthN server on this port; its administrator is AIS_AUTHN_SU_NAME with AIS_AUTHN_SU_PASS, both admin unless set',
    integer(0, 65_535),
  )
  .option('--job-delay <ms>', 'how long jobs run at least', integer(0, 3_600_000), 0)
  .option('--job-step <ms>', 'how long jobs take for each object', integer(0, 60_000), 0)
  .option('--promote-dir <dir>', 'files under it may be promoted; /var/lib/ais/promote without it')
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .parse()
  .opts<Options>()

/** The environment that a real AuthN server reads, and its defaults where it is not set. */
const authnOptions = (port: number): AuthnOptions => {
  const { AIS_AUTHN_SU_NAME: name, AIS_AUTHN_SU_PASS: password, AIS_AUTHN_SECRET_KEY: secret } = process.env
  return {
    port,
    ...(name === undefined || name === '' ? {} : { adminName: name }),
    ...(password === undefined || password === '' ? {} : { adminPassword: password }),
    ...(secret === undefined || secret === '' ? {} : { secret }),
  }
}

try {
  const emulator = await startEmulator({
    port: options.port,
    targets: options.targets,
    host: options.host,
    cloud: options.cloud,
    jobDelayMs: options.jobDelay,
    jobStepMs: options.jobStep,
    ...(options.data === undefined ? {} : { dataDir: options.data }),
    ...(options.promoteDir === undefined ? {} : { promoteDir: options.promoteDir }),
    ...(options.authnPort === undefined ? {} : { authn: authnOptions(options.authnPort) }),
  })
  console.log(`listening on ${emulator.endpoint}`)
  if (emulator.authnEndpoint !== undefined) console.log(`AuthN on ${emulator.authnEndpoint}`)
  const stop = (): void => {
    // The open listeners were all that kept the process alive.
    void emulator.close()
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
} catch (error) {
  console.error(`ais-emulator: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
