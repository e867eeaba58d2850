import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a node of a cluster on this host is started from. */
export interface RealNodeSpec {
  /** The `aisnode` to run. */
  readonly binary: string
  /** For its configuration, logs and data. */
  readonly directory: string
  /** Its place in the cluster: 0 is the proxy. */
  readonly index: number
  /** The proxy's port; targets follow, and the internal networks 100 and 200 above. */
  readonly firstPort: number
  readonly targets: number
}

const clusterConfigOf = (firstPort: number): object => ({
  backend: {},
  proxy: { primary_url: `http://127.0.0.1:${firstPort}`, original_url: `http://127.0.0.1:${firstPort}` },
  timeout: {
    cplane_operation: '2s',
    max_keepalive: '5s',
    cold_get_conflict: '5s',
    max_host_busy: '20s',
    startup_time: '1m',
    join_startup_time: '3m',
    send_file_time: '5m',
    ec_streams_time: '10m',
    object_md: '2h',
  },
  space: { cleanupwm: 90, lowwm: 93, highwm: 95, out_of_space: 97, batch_size: 32_768, dont_cleanup_time: '120m' },
  resilver: { enabled: true },
  memsys: { min_free: '2gb', default_buf: '32kb', to_gc: '4gb', hk_time: '3m', min_pct_total: 0, min_pct_free: 0 },
  versioning: { enabled: true, validate_warm_get: false },
  net: {
    l4: { proto: 'tcp', sndrcv_buf_size: 131_072 },
    http: {
      use_https: false,
      idle_conn_time: '6s',
      idle_conns_per_host: 32,
      idle_conns: 256,
      write_buffer_size: 65_536,
      read_buffer_size: 65_536,
      chunked_transfer: true,
    },
  },
  auth: {},
})

const localConfigOf = ({ directory, index, firstPort }: RealNodeSpec): object => ({
  confdir: join(directory, 'conf'),
  log_dir: join(directory, 'log'),
  host_net: {
    hostname: '127.0.0.1',
    hostname_intra_control: '',
    hostname_intra_data: '',
    port: String(firstPort + index),
    port_intra_control: String(firstPort + 100 + index),
    port_intra_data: String(firstPort + 200 + index),
  },
  fspaths: {},
  test_fspaths: { root: `${join(directory, 'data')}/`, count: 2, instance: index },
})

/** A process of a real cluster on this host, which can be killed, started again and made to stand still. */
export class RealNode {
  readonly #spec: RealNodeSpec
  #process: ReturnType<typeof spawn> | undefined

  constructor(spec: RealNodeSpec) {
    this.#spec = spec
    for (const name of ['conf', 'log', 'data']) mkdirSync(join(spec.directory, name), { recursive: true })
    writeFileSync(join(spec.directory, 'conf/ais.json'), JSON.stringify(clusterConfigOf(spec.firstPort)))
    writeFileSync(join(spec.directory, 'conf/local.json'), JSON.stringify(localConfigOf(spec)))
  }

  /** Starts it, again with what it stored. */
  start(): void {
    const { binary, directory, index, targets } = this.#spec
    const role = index === 0 ? ['-role=proxy', `-ntargets=${targets}`] : ['-role=target']
    const conf = (name: string): string => join(directory, 'conf', name)
    this.#process = spawn(binary, [`-config=${conf('ais.json')}`, `-local_config=${conf('local.json')}`, ...role], {
      cwd: directory,
      stdio: 'ignore',
    })
  }

  /** Ends it at once, without a word to the others. */
  kill(): void {
    this.#process?.kill('SIGKILL')
  }

  /** Lets it stand still, its connections open. */
  freeze(): void {
    this.#process?.kill('SIGSTOP')
  }

  /** Lets it go on. */
  thaw(): void {
    this.#process?.kill('SIGCONT')
  }
}
