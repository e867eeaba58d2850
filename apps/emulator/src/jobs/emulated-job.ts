import { jobKinds } from '@ais/jobs/wire'

/** A bucket as job snapshots have it. */
export interface JobBucket {
  readonly name: string
  readonly provider: string
  readonly namespace: { readonly uuid: string; readonly name: string }
}

/** What a job is about. */
export interface JobSpec {
  readonly kind: string
  readonly bucket: JobBucket
  /** Where it reads from, when that is another bucket. */
  readonly from?: JobBucket
  /** Where it writes to. @defaultValue `bucket`, when `from` is given */
  readonly to?: JobBucket
  /** What it was asked for, for people to read. */
  readonly message: string
  /** Counts of workers and channels, packed as AIStore does. @defaultValue '0' */
  readonly globId?: string
  /** Targets that run it. @defaultValue all */
  readonly targetIds?: readonly string[]
  /** Bytes that are to come from elsewhere. @defaultValue 0 */
  readonly expectedBytes?: number
  /** Jobs with the same are one: it takes more work while it is there. */
  readonly shareKey?: string
  /** Settings of the request that started it; later ones that share it are bound by them. */
  readonly settings?: Readonly<Record<string, unknown>>
  /** The prefix that a summary was asked for; its polls do not repeat it. */
  readonly prefix?: string
}

/** What a job has done on one target. */
export interface JobCounts {
  objects: number
  bytes: number
}

/** The end of a job's work because somebody stopped it. */
export class JobStopped extends Error {}

/** What a job's work sees of its job. */
export interface JobRun {
  readonly job: EmulatedJob
  /** Fires when the job is stopped. */
  readonly signal: AbortSignal
  /** Counts an object that a target is done with. */
  count(targetId: string, bytes: number, objects?: number): void
  /** Notes what went wrong with one object; the job goes on. */
  note(problem: string): void
  /**
   * Lets other work in, and takes the time that a step is to take. Call it between two objects.
   * @throws JobStopped when the job was stopped
   */
  step(): Promise<void>
}

/** A job that runs, or ran. */
export class EmulatedJob {
  readonly id: string
  readonly spec: JobSpec
  readonly startedNs: bigint
  readonly counts = new Map<string, JobCounts>()
  #firstProblem = ''
  #problemCount = 0
  #works = 0
  #abort = new AbortController()
  /** When its work was done, or it was stopped; `undefined` while it works. */
  endedNs: bigint | undefined
  abortReason = ''
  /** Settles when the work has ended, however it ended. */
  finished: Promise<void> = Promise.resolve()

  constructor(id: string, spec: JobSpec, startedNs: bigint) {
    this.id = id
    this.spec = spec
    this.startedNs = startedNs
  }

  get kind(): string {
    return this.spec.kind
  }

  get signal(): AbortSignal {
    return this.#abort.signal
  }

  /** Errors that it collected, as AIStore tells them: the first, and how many more; `''` for none. */
  get problems(): string {
    const more = this.#problemCount - 1
    return more < 1 ? this.#firstProblem : `${this.#firstProblem} (and ${more} more error${more === 1 ? '' : 's'})`
  }

  note(problem: string): void {
    if (this.#problemCount === 0) this.#firstProblem = problem
    this.#problemCount += 1
  }

  /** A piece of work begins; an idle job works again. */
  begin(): void {
    this.#works += 1
    this.endedNs = undefined
  }

  /** A piece of work has ended, for a job of one piece the whole job. */
  end(nowNs: bigint): void {
    this.#works -= 1
    if (this.#works === 0) this.endedNs ??= nowNs
  }

  /** Stops the work; without effect on a job that has ended. An idle one ends. */
  stop(reason: string, nowNs: bigint): void {
    if (this.isAborted || (this.endedNs !== undefined && !this.isIdleKind)) return
    this.abortReason = reason
    this.endedNs = nowNs
    this.#abort.abort(new JobStopped(reason))
  }

  count(targetId: string, bytes: number, objects = 1): void {
    const counts = this.counts.get(targetId)
    if (counts === undefined) this.counts.set(targetId, { objects, bytes })
    else {
      counts.objects += objects
      counts.bytes += bytes
    }
  }

  get isAborted(): boolean {
    return this.abortReason !== ''
  }

  /** Its work is done, or it was stopped. */
  get isOver(): boolean {
    return this.endedNs !== undefined
  }

  /** It never ends by itself: it waits for more work. */
  get isIdleKind(): boolean {
    return jobKinds[this.kind]?.waitKind === 'idle'
  }

  get hasStatus(): boolean {
    return jobKinds[this.kind]?.hasStatus ?? false
  }

  /** Listed as running: at work, or idle and neither stopped. */
  get isListedAsRunning(): boolean {
    return !this.isOver || (this.isIdleKind && !this.isAborted)
  }
}
