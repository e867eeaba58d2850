/** Retries that may be made at once before calls have paid for them. */
const reserve = 10

/** What a retry costs whose attempt got no answer in time: the server may still be at work on that one, for nobody. */
const unansweredCost = 5

/** What a call that found no answer pays, as a share of what one pays that did. */
const failedShare = 0.25

/**
 * Keeps retries to a share of the calls, so that a cluster in trouble is not buried under them: each call pays in
 * `ratio`, each retry takes 1, or 5 after an attempt that was not answered in time. Calls that end in nothing but trouble pay a quarter: what fails all is asked even less.
 */
export class RetryBudget {
  readonly #ratio: number
  #tokens = reserve

  constructor(ratio: number) {
    this.#ratio = ratio
  }

  /** Counts a call that has ended; `failed` by trouble that a retry might have mended. */
  earn(failed = false): void {
    this.#tokens = Math.min(reserve, this.#tokens + (failed ? this.#ratio * failedShare : this.#ratio))
  }

  /** Takes one retry out of the budget, `unanswered` one after an attempt without an answer in time; `false` when there is none left. */
  spend(unanswered = false): boolean {
    const cost = unanswered ? unansweredCost : 1
    if (this.#tokens < cost) return false
    this.#tokens -= cost
    return true
  }
}
