import type { RawAnswer } from './answer.js'
import type { Exchange, RecordedBody } from './recording.js'
import type { Symbols } from './symbols.js'

/** Tokens and passwords that stand for those which the recorder took out. */
export interface KnownCredentials {
  /** Tokens by what they are of: a user's name, `expired`, `revoked`. */
  readonly tokens: Readonly<Record<string, string>>
  /** The administrator's password. */
  readonly adminPassword: string
}

const stepOf = ({ id }: Exchange): string => (id.split('/')[1] ?? '').split('#')[0] ?? ''

/** Whose token a recorded request carried, by the name of its step. */
const holderOf = (exchange: Exchange): string => {
  const step = stepOf(exchange)
  const isOfCluster = exchange.scenario === 'auth-cluster' || exchange.id.startsWith('auth-cluster/')
  if (step.startsWith('garbage')) return 'garbage'
  if (step.startsWith('expired')) return 'expired'
  if (step.startsWith('revoked')) return isOfCluster ? 'revoked' : 'wire-guest'
  if (/^(revoke|logout)/.test(step)) return 'wire-guest'
  if (step.startsWith('reader-')) return 'wire-reader'
  return step.startsWith('writer-') ? 'wire-writer' : 'admin'
}

const fieldsOf = (body: RecordedBody): Readonly<Record<string, unknown>> =>
  body?.kind === 'json' && typeof body.json === 'object' && body.json !== null
    ? (body.json as Readonly<Record<string, unknown>>)
    : {}

/** Fills in what the recorder took out of requests, and learns tokens from answers as the recording goes on. */
export class Credentials {
  readonly #tokens: Map<string, string>
  readonly #passwords: Map<string, string>
  #passwordCount = 0

  constructor(known: KnownCredentials) {
    this.#tokens = new Map([['garbage', 'garbage'], ...Object.entries(known.tokens)])
    this.#passwords = new Map([['admin', known.adminPassword]])
  }

  /** A recorded request with token and password in it. */
  fill(exchange: Exchange): Exchange {
    const { request } = exchange
    const token = this.#tokens.get(holderOf(exchange)) ?? 'none was issued'
    const headers = Object.entries(request.headers).map(([name, value]) => [name, value.replace('<token>', token)])
    const { body } = request
    const filled =
      body?.kind === 'json' && body.base64 === undefined
        ? { ...body, json: this.#fillFields(exchange, fieldsOf(body), token, body.json) }
        : body
    return {
      ...exchange,
      request: { ...request, headers: Object.fromEntries(headers) as Record<string, string>, body: filled },
    }
  }

  #fillFields(exchange: Exchange, fields: Readonly<Record<string, unknown>>, token: string, whole: unknown): unknown {
    if (fields['pass'] === '<password>') return { ...fields, pass: this.#newPassword(exchange, String(fields['id'])) }
    if (fields['password'] === '<password>') return { ...fields, password: this.#passwordFor(exchange) }
    return fields['token'] === '<token>' ? { ...fields, token } : whole
  }

  /** What a user is made or changed with; refused requests change nothing. */
  #newPassword({ response }: Exchange, user: string): string {
    this.#passwordCount += 1
    const password = `password-${this.#passwordCount}`
    if (response.status === 200) this.#passwords.set(user, password)
    return password
  }

  #passwordFor(exchange: Exchange): string {
    const user = exchange.request.path.split('/').at(-1) ?? ''
    return stepOf(exchange).includes('old-password') ? 'password-of-before' : (this.#passwords.get(user) ?? '')
  }

  /** Remembers the token of a login, and hides it in what is compared. */
  learn(exchange: Exchange, own: RawAnswer, symbols: Symbols): void {
    const { request } = exchange
    if (request.method !== 'POST' || !request.path.startsWith('/v1/users/') || own.status !== 200) return
    const { token } = JSON.parse(own.body.toString('utf8')) as { readonly token: string }
    if (stepOf(exchange) !== 'expiring-login') this.#tokens.set(request.path.split('/').at(-1) ?? '', token)
    symbols.hide(token, '<token>')
  }
}
