import { type CallOptions, type Connection } from '@ais/core'
import type { WaitOptions, WaitResult } from '@ais/jobs'
import { objectUrl, putContent } from '@ais/objects'
import { DsortFramework } from './dsort-framework.js'
import { checkSpec, type DsortSpec } from './dsort-spec.js'
import { waitForDsort } from './flows/wait-for-dsort.js'
import { abortDsort, getDsortInfo, removeDsort } from './operations/query-dsort.js'
import { startDsort } from './operations/start-dsort.js'
import type { DsortJobInfo } from './wire/dsort-info.js'
import { platform } from '#platform'

const operation = 'dsort.start'
/** Where the map of records to shards is put for AIStore to read, in the input bucket. */
const keyMapName = 'ekm-file.json'

/** A distributed sort: it reads shards, puts their records in order, and writes new shards. Making a handle sends nothing. */
export class Dsort {
  readonly client: Connection
  #dsortId: string

  constructor(client: Connection, dsortId = '') {
    this.client = client
    this.#dsortId = dsortId
  }

  /** The sort's id; `''` before it is started. */
  get dsortId(): string {
    return this.#dsortId
  }

  /**
   * Starts the sort and gives its id, which this handle keeps.
   * @param spec - a {@link DsortFramework}, a spec in AIStore's own words, or the path of a `.json`, `.yaml` or `.yml` file of one
   * @throws InvalidInputError, LocalFileError, ApiError BucketNotFound or NotSupported
   */
  async start(spec: DsortFramework | DsortSpec | string, call: CallOptions = {}): Promise<string> {
    this.#dsortId = await this.client.send(startDsort(await this.#specOf(spec, call)), call)
    return this.#dsortId
  }

  async #specOf(spec: DsortFramework | DsortSpec | string, call: CallOptions): Promise<DsortSpec> {
    if (typeof spec === 'string') return platform.readSpec(operation, spec)
    if (!(spec instanceof DsortFramework)) return spec
    const problem = spec.check(operation)
    if (problem !== undefined) throw problem
    const { keyMap } = spec
    if (keyMap === undefined) return spec.toSpec()
    const object = { bucket: spec.options.inputShards.bck, name: keyMapName }
    const mapped = { ...spec.toSpec(), ekm_file: objectUrl(this.client, object), ekm_file_sep: '' }
    const problemOfMap = checkSpec(operation, mapped)
    if (problemOfMap !== undefined) throw problemOfMap
    await putContent(this.client, object, JSON.stringify(keyMap), call)
    return mapped
  }

  /** Asks what the sort has done, by target id. See {@link getDsortInfo}. */
  getJobInfo(call: CallOptions = {}): Promise<Readonly<Record<string, DsortJobInfo>>> {
    return this.client.send(getDsortInfo(this.#dsortId), call)
  }

  /** Waits until the sort is done. See {@link waitForDsort}. */
  wait(options: WaitOptions = {}): Promise<WaitResult> {
    return waitForDsort(this.client, this.#dsortId, options)
  }

  /** Stops the sort. See {@link abortDsort}. */
  abort(call: CallOptions = {}): Promise<void> {
    return this.client.send(abortDsort(this.#dsortId), call)
  }

  /** Forgets the sort when it is over. See {@link removeDsort}. */
  remove(call: CallOptions = {}): Promise<void> {
    return this.client.send(removeDsort(this.#dsortId), call)
  }
}
