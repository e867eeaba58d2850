/** Retries that may be made at once before calls have paid for them. */
const reserve = 10

/**
 * Keeps retries to a share of the calls, so that a cluster in trouble is not buried under them: each call pays in
 * `ratio`, each retry takes 1.
 */
export class RetryBudget {
  readonly #ratio: number
  #tokens = reserve

  constructor(ratio: number) {
    this.#ratio = ratio
  }

  /** Counts a call. */
  earn(): void {
    this.#tokens = Math.min(reserve, this.#tokens + this.#ratio)
  }

  /** Takes one retry out of the budget; `false` when there is none left. */
  spend(): boolean {
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }
}
