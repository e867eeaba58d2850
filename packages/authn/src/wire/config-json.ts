import * as t from 'io-ts'

/** Stands where the signing secret was: what is read can be printed. */
export const hiddenSecret = '<hidden>'

/** Configuration of an AuthN server, nested and named as it has it; durations are Go's, as in `24h0m`. Unknown fields are kept. */
export interface AuthNConfig {
  readonly auth: {
    /** Always `<hidden>`, or `''` when tokens are not signed by a secret. */
    readonly secret: string
    /** How long tokens live unless a login says otherwise. */
    readonly expiration_time: string
    /** Longest life that a login may ask for. */
    readonly max_token_age?: string
    readonly [key: string]: unknown
  }
  readonly log: Readonly<Record<string, unknown>>
  readonly net: Readonly<Record<string, unknown>>
  readonly timeout: Readonly<Record<string, unknown>>
  readonly [key: string]: unknown
}

const record = t.record(t.string, t.unknown)

const Wire = t.intersection([
  t.type({
    auth: t.intersection([
      t.type({ secret: t.string, expiration_time: t.string }),
      t.partial({ max_token_age: t.string }),
    ]),
    log: record,
    net: record,
    timeout: record,
  }),
  record,
])

/** @wire configuration: api/authn/config.go Config */
export const AuthNConfig: t.Type<AuthNConfig, unknown, unknown> = new t.Type(
  'AuthNConfig',
  (input): input is AuthNConfig => Wire.is(input),
  (input, context) => {
    const decoded = Wire.validate(input, context)
    if (decoded._tag === 'Left') return decoded
    const { auth } = decoded.right
    return t.success({
      ...decoded.right,
      auth: { ...auth, secret: auth.secret === '' ? '' : hiddenSecret },
    } as AuthNConfig)
  },
  (config) => config,
)

/** What can be changed while the server runs. @wire api/authn/config.go ConfigToUpdate */
export interface AuthNConfigChange {
  readonly auth?: {
    /** Key that tokens are signed with; those issued before become invalid. */
    readonly secret?: string
    /** How long tokens live by default, a Go duration such as `12h`; at least `1m`. */
    readonly expiration_time?: string
  }
  readonly log?: {
    /** `'0'` to `'5'`. */
    readonly level?: string
  }
}
