import type { Fault, Match, Rule } from './fault.ts'
import type { Random } from './random.ts'

/** A request as rules see it. */
export interface SeenRequest {
  readonly method: string
  /** Path and query. */
  readonly target: string
  readonly at: 'endpoint' | 'node'
  readonly hasBody: boolean
}

/** A rule in force. */
export interface RuleHandle {
  /** How often its fault has happened. */
  readonly hits: number
  /** Takes it out of force. */
  remove(): void
}

/** Tells whether a request is one that a match is about. */
export const matches = (match: Match, request: SeenRequest): boolean =>
  (match.method === undefined || match.method === request.method) &&
  (match.at === undefined || match.at === request.at) &&
  (match.hasBody === undefined || match.hasBody === request.hasBody) &&
  (match.target === undefined || match.target.test(request.target))

class ActiveRule {
  readonly rule: Rule
  seen = 0
  hits = 0

  constructor(rule: Rule) {
    this.rule = rule
  }

  wants(request: SeenRequest, random: Random): boolean {
    const { skip = 0, count = 1, probability = 1 } = this.rule
    if (this.hits >= count || !matches(this.rule, request)) return false
    this.seen += 1
    if (this.seen <= skip || (probability < 1 && !random.happens(probability))) return false
    this.hits += 1
    return true
  }
}

/** The rules of a proxy; the first that wants an exchange has it. */
export class Rules {
  #active: ActiveRule[] = []
  readonly #random: Random

  constructor(random: Random) {
    this.#random = random
  }

  /** Adds a rule after those there are. */
  add(rule: Rule): RuleHandle {
    const active = new ActiveRule(rule)
    this.#active.push(active)
    return {
      get hits() {
        return active.hits
      },
      remove: () => {
        this.#active = this.#active.filter((other) => other !== active)
      },
    }
  }

  clear(): void {
    this.#active = []
  }

  /** The fault that a request is to meet. */
  async faultFor(request: SeenRequest): Promise<Fault | undefined> {
    const active = this.#active.find((one) => one.wants(request, this.#random))
    await active?.rule.onHit?.()
    return active?.rule.fault
  }
}
