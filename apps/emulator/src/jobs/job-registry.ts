import { setImmediate, setTimeout } from 'node:timers/promises'
import { makeShortId } from '../topology/node-ids.js'
import { EmulatedJob, JobStopped, type JobRun, type JobSpec } from './emulated-job.js'

/** How long jobs take. */
export interface JobPace {
  /** Least time that a job runs, in milliseconds. */
  readonly delayMs: number
  /** Time that a job takes for each object, in milliseconds. */
  readonly stepMs: number
}

/** Jobs that are kept for queries once they are over. */
const maxKept = 10_000
/** A job this short is over by the time its id is answered, so that nobody has to poll for it. */
const graceMs = 50

/** The cluster's jobs, as long as the emulator runs. */
export class JobRegistry {
  readonly #jobs = new Map<string, EmulatedJob>()
  readonly #pace: JobPace
  readonly #nowNs: () => bigint

  constructor(pace: JobPace, nowNs: () => bigint) {
    this.#pace = pace
    this.#nowNs = nowNs
  }

  /** Starts a job; its work goes on in the background. What the work throws becomes the job's error. */
  start(spec: JobSpec, work: (run: JobRun) => Promise<void>, id: string = makeShortId()): EmulatedJob {
    const job = new EmulatedJob(id, spec, this.#nowNs())
    this.#jobs.set(job.id, job)
    job.finished = this.#run(job, work)
    this.#forgetOldest()
    return job
  }

  /** Gives work to the job of the same share key, or starts it. */
  share(spec: JobSpec, work: (run: JobRun) => Promise<void>, id: string): EmulatedJob {
    const shared = this.list(spec.kind).find((job) => job.spec.shareKey === spec.shareKey && !job.isAborted)
    if (shared === undefined) return this.start(spec, work, id)
    if (spec.item !== undefined) shared.items.push(spec.item)
    shared.finished = Promise.all([shared.finished, this.#run(shared, work)]).then(() => undefined)
    return shared
  }

  /** The same, once the job is over or has taken a while: what the id is answered after. */
  async startAndSettle(spec: JobSpec, work: (run: JobRun) => Promise<void>, id?: string): Promise<EmulatedJob> {
    return this.settled(this.start(spec, work, id))
  }

  /** A job once it is over, or has taken a while. */
  async settled(job: EmulatedJob): Promise<EmulatedJob> {
    const late = new AbortController()
    await Promise.race([job.finished, setTimeout(graceMs, undefined, { signal: late.signal }).catch(() => undefined)])
    late.abort()
    return job
  }

  async #run(job: EmulatedJob, work: (run: JobRun) => Promise<void>): Promise<void> {
    const { delayMs, stepMs } = this.#pace
    const { signal } = job
    const step = async (): Promise<void> => {
      if (stepMs > 0) await setTimeout(stepMs, undefined, { signal, ref: false }).catch(() => undefined)
      else await setImmediate()
      if (signal.aborted) throw new JobStopped(job.abortReason)
    }
    job.begin()
    try {
      await work({
        job,
        signal,
        step,
        count: (targetId, bytes, objects) => job.count(targetId, bytes, objects),
        visit: (targetId, what) => job.visit(targetId, what),
        note: (problem) => job.note(problem),
      })
      const leftMs = delayMs - Number((this.#nowNs() - job.startedNs) / 1_000_000n)
      if (leftMs > 0) await setTimeout(leftMs, undefined, { signal, ref: false }).catch(() => undefined)
    } catch (error) {
      if (!(error instanceof JobStopped)) job.note(error instanceof Error ? error.message : String(error))
    } finally {
      job.end(this.#nowNs())
    }
  }

  #forgetOldest(): void {
    if (this.#jobs.size <= maxKept) return
    for (const [id, job] of this.#jobs) {
      if (job.isOver) this.#jobs.delete(id)
      if (this.#jobs.size <= maxKept) return
    }
  }

  find(id: string): EmulatedJob | undefined {
    const found = this.#jobs.get(id)
    found?.expire(this.#nowNs())
    return found
  }

  /** Jobs of a kind, or all; oldest first. */
  list(kind = ''): readonly EmulatedJob[] {
    const found = [...this.#jobs.values()].filter((job) => kind === '' || job.kind === kind)
    for (const job of found) job.expire(this.#nowNs())
    return found
  }

  /** Stops a job, if there is one and it works. */
  stop(id: string, reason = 'user abort'): void {
    this.#jobs.get(id)?.stop(reason, this.#nowNs())
  }

  /** Stops all jobs, and waits until their work is out of the way. */
  async close(): Promise<void> {
    for (const job of this.#jobs.values()) job.stop('emulator closes', this.#nowNs())
    await Promise.all([...this.#jobs.values()].map((job) => job.finished))
  }
}
