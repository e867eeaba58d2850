import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  AuthNConfig,
  ClusterInfo,
  ClusterList,
  PermissionJson,
  readTokenLife,
  RoleInfo,
  UserInfo,
  UserMap,
} from '../../src/wire/index.js'

const right = <A>(decoded: { readonly _tag: 'Right'; readonly right: A } | { readonly _tag: 'Left' }): A => {
  if (decoded._tag === 'Left') throw new Error('does not decode')
  return decoded.right
}

const perm = fc.bigInt(0n, 2n ** 64n - 1n)
const name = fc.stringMatching(/^[A-Za-z0-9_-]{1,32}$/)
const role = fc.record({
  name,
  desc: fc.string(),
  clusters: fc.array(fc.record({ id: name, alias: fc.oneof(fc.constant(''), name), perm })),
  buckets: fc.array(
    fc.record({
      bck: fc.record({
        name,
        provider: fc.constantFrom('ais', 'aws', 'gcp'),
        namespace: fc.record({ uuid: name, name: fc.constant('') }),
      }),
      perm,
    }),
  ),
  isAdmin: fc.boolean(),
})
const overTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

describe('roles and users', () => {
  it('pass the wire without losing a bit', () => {
    fc.assert(
      fc.property(role, (one) => {
        expect(right(RoleInfo.decode(overTheWire(RoleInfo.encode(one))))).toEqual(one)
      }),
    )
    fc.assert(
      fc.property(fc.record({ id: name, roles: fc.array(role) }), (user) => {
        expect(right(UserInfo.decode(overTheWire(UserInfo.encode(user))))).toEqual(user)
      }),
    )
  })

  it('are read as the server writes them', () => {
    const admin = { name: 'Admin', desc: 'AuthN administrator', clusters: null, buckets: null, admin: true }
    expect(right(UserMap.decode({ admin: { id: 'admin', roles: [admin] }, new: { id: 'new', roles: null } }))).toEqual({
      admin: {
        id: 'admin',
        roles: [{ name: 'Admin', desc: 'AuthN administrator', clusters: [], buckets: [], isAdmin: true }],
      },
      new: { id: 'new', roles: [] },
    })
    const owner = { id: 'pbk9Ku4MP', perm: '18446744073709551615' }
    expect(right(RoleInfo.decode({ name: 'o', clusters: [owner] })).clusters).toEqual([
      { id: 'pbk9Ku4MP', alias: '', perm: 18_446_744_073_709_551_615n },
    ])
  })

  it('write permissions as text, and leave empty lists null', () => {
    expect(
      RoleInfo.encode({
        name: 'r',
        desc: '',
        clusters: [{ id: 'c', alias: '', perm: 771n }],
        buckets: [],
        isAdmin: false,
      }),
    ).toEqual({ name: 'r', desc: '', clusters: [{ id: 'c', perm: '771' }], buckets: null, admin: false })
  })

  it.each(['-1', '18446744073709551616', '0x10', '', '1.5', null, 1.5])('take %j for no permission', (text) => {
    expect(PermissionJson.decode(text)._tag).toBe('Left')
  })
})

describe('clusters', () => {
  it('may be none, and may lack an alias', () => {
    expect(right(ClusterList.decode({}))).toEqual({ clusters: {} })
    expect(ClusterList.encode({ clusters: {} })).toEqual({})
    expect(right(ClusterInfo.decode({ id: 'x' }))).toEqual({ id: 'x', alias: '', urls: [] })
    expect(ClusterInfo.encode({ id: 'x', alias: '', urls: [] })).toEqual({ id: 'x' })
  })
})

describe('the configuration', () => {
  it('keeps what it does not know and hides the secret', () => {
    const wire = {
      auth: { secret: 'canary-secret', expiration_time: '24h0m', new_field: 1 },
      log: {},
      net: {},
      timeout: {},
      more: true,
    }
    const config = right(AuthNConfig.decode(wire))
    expect(config).toEqual({ ...wire, auth: { ...wire.auth, secret: '<hidden>' } })
    expect(JSON.stringify(config)).not.toContain('canary')
    expect(right(AuthNConfig.decode({ ...wire, auth: { ...wire.auth, secret: '' } })).auth.secret).toBe('')
  })
})

describe('the life of a token', () => {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

  it('is read from its claims', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.string({ unit: 'grapheme' }), (iat, exp, sub) => {
        expect(readTokenLife(`${part({ alg: 'HS256' })}.${part({ iat, exp, sub })}.c2ln`)).toMatchObject({ iat, exp })
      }),
    )
  })

  it('is unknown for what is no JWT', () => {
    for (const token of ['', 'garbage', 'a.b', 'a.b.c', `x.${part('text')}.y`, `x.${part({ exp: 'soon' })}.y`])
      expect(readTokenLife(token), token).toBeUndefined()
    fc.assert(fc.property(fc.string(), (text) => void readTokenLife(text)))
  })
})
