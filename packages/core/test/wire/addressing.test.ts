import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actionBody, atBucket, atObject } from '../../src/at.js'
import { bucketQuery, bucketUname, bucketUri, objectUname } from '../../src/bucket-ref.js'
import { namespacePath, parseNamespace } from '../../src/wire/namespace.js'
import { parseProvider } from '../../src/wire/provider.js'
import { encodeQuery } from '../../src/wire/query.js'
import { route } from '../../src/wire/route.js'
import { parseUname } from '../../src/wire/uname.js'

const objectRoute = route('GET', '/v1/objects/{bucket}/{object+}')

describe('addressing', () => {
  it('spells a bucket in its five ways', () => {
    const bucket = { name: 'b', provider: 'ais', namespace: { uuid: 'u', name: 'n' } } as const
    expect(bucketQuery(bucket)).toEqual({ provider: 'ais', namespace: '@u#n' })
    expect(bucketUname(bucket)).toBe('ais/@u#n/b/')
    expect(objectUname({ bucket, name: 'o/x' })).toBe('ais/@u#n/b/o/x')
    expect(bucketUri(bucket)).toBe('ais://@u#n/b')
    expect(bucketQuery({ name: 'b' })).toEqual({ provider: 'ais' })
    expect(bucketUname({ name: 'b' })).toBe('ais/@#/b/')
  })

  it.each([
    ['', '', ''],
    ['@#', '', ''],
    ['@', '', ''],
    ['#ns1', '', 'ns1'],
    ['@#ns1', '', 'ns1'],
    ['@U', 'U', ''],
    ['@U#', 'U', ''],
    ['@alias#ns1', 'alias', 'ns1'],
    ['@@#', '@', ''],
  ])('reads the namespace %j', (text, uuid, name) => {
    expect(parseNamespace(text)).toEqual({ uuid, name })
  })

  it.each(['ns1', 'a#b', '@a#b#c', '@a/b'])('refuses the namespace %j', (text) => {
    expect(parseNamespace(text)).toBeUndefined()
  })

  it.each([
    ['s3', 'aws'],
    ['gs', 'gcp'],
    ['az', 'azure'],
    ['oc', 'oci'],
    ['ais', 'ais'],
  ])('knows %s as %s', (alias, provider) => {
    expect(parseProvider(alias)).toBe(provider)
  })

  it.each(['', 'AIS', 'ht', 'constructor', '__proto__'])('does not know the provider %j', (name) => {
    expect(parseProvider(name)).toBeUndefined()
  })

  it('reads back every uname it writes', () => {
    const part = fc.stringMatching(/^[A-Za-z0-9_-]{0,8}$/)
    fc.assert(
      fc.property(part, part, fc.string({ minLength: 1 }), (uuid, ns, name) => {
        const bucket = { name: 'b', provider: 'ais', namespace: { uuid, name: ns } } as const
        expect(parseUname(objectUname({ bucket, name }))).toEqual({
          provider: 'ais',
          namespace: bucket.namespace,
          bucket: 'b',
          object: name,
        })
        expect(parseNamespace(namespacePath(bucket.namespace))).toEqual(bucket.namespace)
      }),
    )
  })

  it('encodes queries so that they come back, empty values kept, absent ones left out', () => {
    expect(encodeQuery({ a: undefined, b: '', c: 0, d: false, e: '@#ns', f: 2n ** 60n })).toBe(
      'b=&c=0&d=false&e=%40%23ns&f=1152921504606846976',
    )
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.string()), (query) => {
        expect([...new URLSearchParams(encodeQuery(query))]).toEqual(Object.entries(query))
      }),
    )
  })

  it('fills routes and reports wrong names as the problem of the operation', () => {
    const good = atObject('objects.get', objectRoute, { bucket: { name: 'b' }, name: 'a b/ü' })
    expect(good).toEqual({
      name: 'objects.get',
      method: 'GET',
      path: '/v1/objects/b/a%20b/%C3%BC',
      query: { provider: 'ais' },
      subject: 'ais://b/a b/ü',
      needs: ['redirect'],
    })
    const bad = atObject('objects.get', objectRoute, { bucket: { name: 'b' }, name: '..' })
    expect(bad.problem).toMatchObject({ _tag: 'InvalidInput', field: 'object name' })
    expect(bad.path).not.toContain('..')
    expect(atBucket('x', objectRoute, { name: 'b', provider: 's3' as never }).problem?.field).toBe('provider')
    expect(atBucket('x', objectRoute, { name: 'b', namespace: { uuid: 'a/b', name: '' } }).problem?.field).toBe(
      'namespace',
    )
    expect(atBucket('x', objectRoute, { name: 7 as never }).problem?.field).toBe('bucket name')
  })

  it('writes action messages with every field', () => {
    expect(actionBody('list', { value: {} })).toEqual({ kind: 'json', value: { action: 'list', name: '', value: {} } })
    expect(actionBody('x')).toEqual({ kind: 'json', value: { action: 'x', name: '', value: null } })
  })
})
