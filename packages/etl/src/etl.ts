import { invalidInput, type CallOptions, type Connection } from '@ais/core'
import type { EtlConfig } from '@ais/objects'
import {
  deleteEtl,
  getEtlHealth,
  getEtlLogs,
  getEtlMetrics,
  startEtl,
  stopEtl,
  viewEtl,
  type EtlHealth,
  type EtlMetrics,
} from './operations/control-etl.js'
import { initEtl, initEtlSpec, type InitEtlLimits, type InitEtlOptions } from './operations/init-etl.js'
import type { EtlDetails, EtlLogs } from './wire/etl-info.js'

/** Options of {@link Etl.initClass}. */
export interface InitClassOptions extends Omit<InitEtlOptions, 'image' | 'command'> {
  /** The class, serialised by AIStore's Python package: `serialize_class(MyServer)`. */
  readonly classPayload: string
  /** Version of Python that it was serialised with, `3.13`: the runtime's must be the same. */
  readonly pythonVersion: string
  /** Packages to install with pip. */
  readonly dependencies?: readonly string[]
  /** Packages to install with apt. */
  readonly osPackages?: readonly string[]
}

/** A transformation that runs in the cluster. Making a handle sends nothing. */
export class Etl {
  readonly client: Connection
  readonly name: string
  /** Names of the ETLs that take the result further, in order. */
  readonly pipeline: readonly string[]

  constructor(client: Connection, name: string, pipeline: readonly string[] = []) {
    this.client = client
    this.name = name
    this.pipeline = pipeline
  }

  /** Makes a handle of this ETL followed by another, which may have followers itself. */
  pipe(other: Etl): Etl {
    return new Etl(this.client, this.name, [...this.pipeline, other.name, ...other.pipeline])
  }

  /** What a read of an object takes as `etl`: this ETL, its followers, and arguments. */
  config(args?: unknown): EtlConfig {
    return {
      name: this.name,
      ...(args === undefined ? {} : { args }),
      ...(this.pipeline.length === 0 ? {} : { pipeline: this.pipeline }),
    }
  }

  /** Starts the ETL from a container's image and gives its job's id. See {@link initEtl}. */
  init(options: InitEtlOptions & CallOptions): Promise<string> {
    return this.client.send(initEtl(this.name, options), options)
  }

  /** Starts the ETL from a pod's specification, YAML, and gives its job's id. See {@link initEtlSpec}. */
  initSpec(spec: string, options: InitEtlLimits & CallOptions = {}): Promise<string> {
    return this.client.send(initEtlSpec(this.name, spec, options), options)
  }

  /**
   * Starts the ETL from a Python class in AIStore's own runtime and gives its job's id.
   * @throws InvalidInputError, and what {@link initEtl} throws
   */
  async initClass(options: InitClassOptions & CallOptions): Promise<string> {
    const { classPayload, pythonVersion, dependencies = [], osPackages = [], env, ...rest } = options
    if (classPayload === '') throw invalidInput('etl.initClass', 'classPayload', 'must not be empty')
    if (!/^3\.\d+$/.test(pythonVersion)) throw invalidInput('etl.initClass', 'pythonVersion', "must be like '3.13'")
    return this.init({
      directPut: true,
      ...rest,
      image: `aistorage/runtime_python:${pythonVersion}`,
      env: {
        ETL_CLASS_PAYLOAD: classPayload,
        ...(dependencies.length === 0 ? {} : { PACKAGES: dependencies.join(',') }),
        ...(osPackages.length === 0 ? {} : { OS_PACKAGES: osPackages.join(',') }),
        ...env,
      },
    })
  }

  /** Tells what the ETL was started with, and what it failed on. See {@link viewEtl}. */
  view(options: { readonly jobId?: string } & CallOptions = {}): Promise<EtlDetails> {
    return this.client.send(viewEtl(this.name, options.jobId), options)
  }

  /** Starts the ETL after a stop and gives its new job's id. See {@link startEtl}. */
  start(call: CallOptions = {}): Promise<string> {
    return this.client.send(startEtl(this.name), call)
  }

  /** Stops the ETL. See {@link stopEtl}. */
  stop(call: CallOptions = {}): Promise<void> {
    return this.client.send(stopEtl(this.name), call)
  }

  /** Stops the ETL and forgets it. See {@link deleteEtl}. */
  delete(call: CallOptions = {}): Promise<void> {
    return this.client.send(deleteEtl(this.name), call)
  }

  /** Reads what the containers wrote, on all targets or on one. See {@link getEtlLogs}. */
  logs(options: { readonly targetId?: string } & CallOptions = {}): Promise<readonly EtlLogs[]> {
    return this.client.send(getEtlLogs(this.name, options.targetId), options)
  }

  /** Tells how the ETL is, target by target. See {@link getEtlHealth}. */
  health(call: CallOptions = {}): Promise<readonly EtlHealth[]> {
    return this.client.send(getEtlHealth(this.name), call)
  }

  /** Tells what the ETL takes of CPU and memory, target by target. See {@link getEtlMetrics}. */
  metrics(call: CallOptions = {}): Promise<readonly EtlMetrics[]> {
    return this.client.send(getEtlMetrics(this.name), call)
  }
}
