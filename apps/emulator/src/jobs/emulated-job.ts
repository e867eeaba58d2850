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
  /** What one target tells of how far it is; it comes after the message. */
  readonly progress?: (seen: JobCounts, job: EmulatedJob, targetName: string) => string
  /** One of the requests that share it, as its progress tells them. */
  readonly item?: string
  /** Counts of workers and channels, packed as AIStore does. @defaultValue '0' */
  readonly globId?: string
  /** Targets that run it. @defaultValue all */
  readonly targetIds?: readonly string[]
  /** Bytes that are to come from elsewhere. @defaultValue 0 */
  readonly expectedBytes?: number
  /** Jobs with the same are one: it takes more work while it is there. */
  readonly shareKey?: string
  /** Ends it when it was idle for so long. @defaultValue never */
  readonly idleNs?: bigint
  /** Settings of the request that started it; later ones that share it are bound by them. */
  readonly settings?: Readonly<Record<string, unknown>>
  /** The prefix that a summary was asked for; its polls do not repeat it. */
  readonly prefix?: string
}

/** What a job has done on one target. */
export interface JobCounts {
  objects: number
  bytes: number
  /** Objects that it looked at. */
  visits: number
  /** Those that it left alone. */
  skipped: number
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
  /** Notes that a target looked at an object, or left it alone. */
  visit(targetId: string, what?: 'visits' | 'skipped'): void
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
  /** The requests that share it, in their order. */
  readonly items: string[] = []
  #firstProblem = ''
  #problemCount = 0
  #works = 0
  #wasBusy = false
  #isExpired = false
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
    if (spec.item !== undefined) this.items.push(spec.item)
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

  /** How many errors it collected. */
  get problemCount(): number {
    return this.#problemCount
  }

  /** Pieces of work that were begun and have not ended. */
  get pending(): number {
    return this.#works
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
    if (this.hasEnded) return
    this.abortReason = reason
    this.#wasBusy = this.#works > 0
    this.endedNs = nowNs
    this.#abort.abort(new JobStopped(reason))
  }

  /** What a target has done so far. */
  seenBy(targetId: string): JobCounts {
    const counts = this.counts.get(targetId) ?? { objects: 0, bytes: 0, visits: 0, skipped: 0 }
    this.counts.set(targetId, counts)
    return counts
  }

  count(targetId: string, bytes: number, objects = 1): void {
    const counts = this.seenBy(targetId)
    counts.objects += objects
    counts.bytes += bytes
  }

  visit(targetId: string, what: 'visits' | 'skipped' = 'visits'): void {
    this.seenBy(targetId)[what] += 1
  }

  get isAborted(): boolean {
    return this.abortReason !== ''
  }

  /** It is used again: the time in which it may be idle begins anew. */
  touch(nowNs: bigint): void {
    if (!this.isAborted) this.endedNs = nowNs
  }

  /** Ends it for good when it was idle for too long. */
  expire(nowNs: bigint): void {
    const { idleNs } = this.spec
    if (idleNs === undefined || this.endedNs === undefined || this.#isExpired) return
    this.#isExpired = nowNs - this.endedNs > idleNs
  }

  /** Its work is done, or it was stopped. */
  get isOver(): boolean {
    return this.endedNs !== undefined
  }

  /** Nothing is left to do; one that waits for work is not idle when it was stopped at work. */
  get isIdle(): boolean {
    return this.isOver && !(this.isIdleKind && this.isAborted && this.#wasBusy)
  }

  /** It never ends by itself: it waits for more work. */
  get isIdleKind(): boolean {
    return jobKinds[this.kind]?.waitKind === 'idle'
  }

  get hasStatus(): boolean {
    return jobKinds[this.kind]?.hasStatus ?? false
  }

  /** It takes no more work. */
  get hasEnded(): boolean {
    return this.isOver && (this.isAborted || !this.isIdleKind || this.#isExpired)
  }

  /** Listed as running: at work, or idle and neither stopped. */
  get isListedAsRunning(): boolean {
    return !this.hasEnded && (!this.isOver || this.isIdleKind)
  }
}
