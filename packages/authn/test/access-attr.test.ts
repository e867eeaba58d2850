import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AccessAttr, joinPermissions, type Access } from '../src/index.js'
import { permissionBits, permissionNames } from '../src/wire/index.js'

describe('permissions', () => {
  it('have the values that AIStore gives them', () => {
    expect(permissionNames.map((name) => AccessAttr[name])).toEqual(permissionNames.map((_, bit) => 1n << BigInt(bit)))
    expect(AccessAttr).toMatchObject({
      ACCESS_RO: 771n,
      ACCESS_RW: 831n,
      ACCESS_BUCKET_ADMIN: 3200n,
      CLUSTER_ACCESS_RO: 12_288n,
      CLUSTER_ACCESS_RW: 126_976n,
      ACCESS_SU: 262_143n,
      ACCESS_ALL: 18_446_744_073_709_551_615n,
    })
  })

  it('are joined without counting a bit twice', () => {
    expect(AccessAttr.of('ACCESS_RW', AccessAttr.GET, 'GET', 1)).toBe(831n)
    expect(AccessAttr.of()).toBe(0n)
    expect(AccessAttr.of(1n << 63n, 'ACCESS_ALL')).toBe(AccessAttr.ACCESS_ALL)
  })

  it('are told apart beyond 2^53', () => {
    expect(AccessAttr.has(2n ** 63n + 1n, 2n ** 63n)).toBe(true)
    expect(AccessAttr.has(2n ** 63n - 1n, 2n ** 63n)).toBe(false)
  })

  it.each([
    [0n, ''],
    [5n, 'GET,PUT'],
    [AccessAttr.ACCESS_RO, 'GET,OBJ_HEAD,BCK_HEAD,OBJ_LIST'],
    [2n ** 40n + 2n, 'OBJ_HEAD'],
    [AccessAttr.ACCESS_ALL, permissionNames.join(',')],
    ['CLUSTER_ACCESS_RO', 'LIST_BUCKETS,SHOW_CLUSTER'],
    [131_072, 'ADMIN'],
  ] satisfies [Access, string][])('describes %s', (perms, names) => {
    expect(AccessAttr.describe(perms)).toBe(names)
  })

  it.each(['get', '', 'toString', 'HEAD-OBJECT', -1, -1n, 2n ** 64n, 0.5, Number.NaN, 2 ** 60, undefined, {}])(
    'refuses %s as a permission',
    (perm) => {
      expect(() => joinPermissions([perm as Access])).toThrowError(
        expect.objectContaining({ _tag: 'InvalidInput', field: 'perms' }),
      )
    },
  )

  it('come back from their description', () => {
    fc.assert(
      fc.property(fc.subarray([...permissionNames]), (names) => {
        const bits = AccessAttr.of(...names)
        expect(AccessAttr.describe(bits)).toBe(permissionNames.filter((name) => names.includes(name)).join(','))
        expect(names.reduce((sum, name) => sum + permissionBits[name], 0n)).toBe(bits)
      }),
    )
  })
})
