import {
  AuthNConfig,
  ClusterInfo,
  ClusterList,
  OidcConfig,
  RoleInfo,
  RolesList,
  TokenJson,
  UserInfo,
  UserMap,
} from '@ais/authn/wire'
import { BucketPropsData, BucketSummaries, BucketSummary, EntryJson, PageJson } from '@ais/buckets/wire'
import { BucketJson, ErrorBody, SmapJson } from '@ais/core/wire'
import * as t from 'io-ts'
import { describe, expect, it } from 'vitest'
import { loadRecording, scenarios, type Exchange } from '../src/recording.js'

const all: readonly Exchange[] = scenarios.flatMap((scenario) => loadRecording(scenario).exchanges)

const actionOf = ({ request }: Exchange): unknown =>
  request.body?.kind === 'json' ? (request.body.json as { action?: unknown } | null)?.action : undefined

const jsonOf = ({ response }: Exchange): unknown => (response.body?.kind === 'json' ? response.body.json : undefined)

const query = ({ request }: Exchange, name: string): string | undefined => new Map(request.query).get(name)

const isOk = ({ response }: Exchange): boolean => response.status === 200

const isAuthn =
  (method: string, path: RegExp) =>
  (one: Exchange): boolean =>
    isOk(one) && one.request.node === '{authn}' && one.request.method === method && path.test(one.request.path)

interface Case {
  readonly name: string
  readonly codec: { decode(input: unknown): t.Validation<unknown> }
  readonly answers: readonly { readonly id: string; readonly value: unknown }[]
  /** Recorded answers there are at least, so that none decoded is a failure. */
  readonly atLeast: number
}

const bodies = (wanted: (exchange: Exchange) => boolean): Case['answers'] =>
  all
    .filter((exchange) => wanted(exchange) && jsonOf(exchange) !== undefined)
    .map((exchange) => ({ id: exchange.id, value: jsonOf(exchange) }))

const headers = (name: string): Case['answers'] =>
  all.flatMap(({ id, response }) =>
    response.headerJson?.[name] === undefined ? [] : [{ id, value: response.headerJson[name] }],
  )

const isErrorBody = ({ response }: Exchange): boolean => response.status >= 400 && response.body?.kind === 'json'

const cases: readonly Case[] = [
  {
    name: 'SmapJson',
    codec: SmapJson,
    answers: bodies((one) => isOk(one) && query(one, 'what') === 'smap'),
    atLeast: 10,
  },
  { name: 'ErrorBody', codec: ErrorBody, answers: bodies(isErrorBody), atLeast: 300 },
  { name: 'ErrorBody in Hdr-Error', codec: ErrorBody, answers: headers('hdr-error'), atLeast: 10 },
  { name: 'BucketPropsData', codec: BucketPropsData, answers: headers('ais-bucket-props'), atLeast: 10 },
  { name: 'BucketSummary', codec: BucketSummary, answers: headers('ais-bucket-summ'), atLeast: 3 },
  {
    name: 'BucketSummaries',
    codec: BucketSummaries,
    answers: bodies((one) => isOk(one) && actionOf(one) === 'summary-bck'),
    atLeast: 2,
  },
  {
    name: 'list of BucketJson',
    codec: t.array(BucketJson),
    answers: bodies(
      (one) =>
        isOk(one) &&
        one.request.path === '/v1/buckets' &&
        jsonOf(one) !== null &&
        one.request.method === 'GET' &&
        actionOf(one) !== 'summary-bck',
    ),
    atLeast: 5,
  },
  {
    name: 'PageJson',
    codec: PageJson,
    answers: bodies((one) => isOk(one) && actionOf(one) === 'list' && one.request.path.startsWith('/v1/buckets/')),
    atLeast: 9,
  },
  {
    name: 'EntryJson',
    codec: EntryJson,
    answers: bodies(
      (one) => isOk(one) && actionOf(one) === 'list' && one.request.path.startsWith('/v1/buckets/'),
    ).flatMap(({ id, value }) =>
      ((value as { entries: unknown[] | null }).entries ?? []).map((entry) => ({ id, value: entry })),
    ),
    atLeast: 30,
  },
  {
    name: 'TokenJson',
    codec: TokenJson,
    answers: bodies(isAuthn('POST', /^\/v1\/users\/./)),
    atLeast: 6,
  },
  { name: 'UserInfo', codec: UserInfo, answers: bodies(isAuthn('GET', /^\/v1\/users\/./)), atLeast: 6 },
  { name: 'UserMap', codec: UserMap, answers: bodies(isAuthn('GET', /^\/v1\/users$/)), atLeast: 2 },
  { name: 'RoleInfo', codec: RoleInfo, answers: bodies(isAuthn('GET', /^\/v1\/roles\/./)), atLeast: 6 },
  { name: 'RolesList', codec: RolesList, answers: bodies(isAuthn('GET', /^\/v1\/roles$/)), atLeast: 3 },
  { name: 'ClusterList', codec: ClusterList, answers: bodies(isAuthn('GET', /^\/v1\/clusters/)), atLeast: 8 },
  {
    name: 'ClusterInfo',
    codec: ClusterInfo,
    answers: bodies(isAuthn('GET', /^\/v1\/clusters\/./)).flatMap(({ id, value }) =>
      Object.values((value as { clusters: Record<string, unknown> }).clusters).map((cluster) => ({
        id,
        value: cluster,
      })),
    ),
    atLeast: 6,
  },
  { name: 'AuthNConfig', codec: AuthNConfig, answers: bodies(isAuthn('GET', /^\/v1\/daemon$/)), atLeast: 1 },
  {
    name: 'OidcConfig',
    codec: OidcConfig,
    answers: bodies(isAuthn('GET', /openid-configuration$/)),
    atLeast: 1,
  },
]

describe('every codec decodes every recorded answer of its operation', () => {
  it.each(cases)('$name', ({ codec, answers, atLeast }) => {
    expect(answers.length).toBeGreaterThanOrEqual(atLeast)
    const refused = answers.filter(({ value }) => codec.decode(value)._tag === 'Left').map(({ id }) => id)
    expect(refused).toEqual([])
  })
})
