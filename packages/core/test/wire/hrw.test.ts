import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hrwTarget, placeAmong } from '../../src/wire/hrw.js'
import { mix64 } from '../../src/wire/mix64.js'
import { loadPlacementDigest } from '../../src/wire/placement-digest.js'

const digest = await loadPlacementDigest()
const node = (daemonId: string, flags = 0n): { daemonId: string; flags: bigint } => ({ daemonId, flags })

// Vectors measured on a real cluster: each owner was compared with the Location of the proxy's redirect.
describe('placement', () => {
  it.each([
    [0n, 1905207664160064169n],
    [1n, 14233695028433725123n],
    [2n, 3077351508365923923n],
    [4573842n, 5026071747115404967n],
    [123456789n, 5288836854215336256n],
    [18446744073709551615n, 10227601306713020730n],
  ])('mixes %d', (seed, mixed) => {
    expect(mix64(seed)).toBe(mixed)
  })

  it.each([
    ['UvMt51082', 11244361464507759566n],
    ['hqRt51083', 9483250886024851516n],
    ['koAt51081', 7967209465417751991n],
    ['ais/@#/proto-a/obj1', 5797042178126891387n],
    ['ais/@#/proto-a/дата ☃.txt', 17314875049896034037n],
    ['ais/@#ns1/bkt/obj', 8273901851896570490n],
    ['ais/@#/b/日本', 8324227231209472261n],
    ['', 12295767445558623539n],
  ])('digests %s', (text, value) => {
    expect(digest(text)).toBe(value)
  })

  it.each([
    ['ais/@#/proto-a/obj1', 'koAt51081'],
    ['ais/@#/proto-a/a/b/c.tar', 'UvMt51082'],
    ['ais/@#/proto-a/дата ☃.txt', 'koAt51081'],
    ['ais/@#/proto-a/shard-0001.tar', 'UvMt51082'],
    ['ais/@#/proto-a/x', 'hqRt51083'],
    ['ais/@#/proto-a/img 1.jpg', 'UvMt51082'],
    ['ais/@#ns1/bkt/obj', 'hqRt51083'],
  ])('places %s on %s', (uname, owner) => {
    const targets = [node('UvMt51082'), node('hqRt51083'), node('koAt51081')]
    expect(hrwTarget(uname, targets, digest)?.daemonId).toBe(owner)
    expect(hrwTarget(uname, targets.toReversed(), digest)?.daemonId).toBe(owner)
  })

  it('skips targets in maintenance or decommission, and finds none when all are', () => {
    const uname = 'ais/@#/proto-a/obj1'
    const others = [node('UvMt51082'), node('hqRt51083')]
    expect(hrwTarget(uname, [...others, node('koAt51081', 4n)], digest)?.daemonId).toBe('UvMt51082')
    expect(hrwTarget(uname, [...others, node('koAt51081', 8n)], digest)?.daemonId).toBe('UvMt51082')
    expect(hrwTarget(uname, [node('koAt51081', 4n)], digest)).toBeUndefined()
    expect(hrwTarget(uname, [], digest)).toBeUndefined()
  })
})

describe('mixing by halves', () => {
  const u64 = (value: bigint): bigint => BigInt.asUintN(64, value)
  const splitmix = (seed: bigint): bigint => {
    let z = u64((seed ^ (seed >> 30n)) * 0xbf58476d1ce4e5b9n)
    z = u64((z ^ (z >> 27n)) * 0x94d049bb133111ebn)
    return z ^ (z >> 31n)
  }

  it('is what bigints make of it', () => {
    const golden = 0x9e3779b97f4a7c15n
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (seed) => {
        const first = u64(seed + golden)
        const second = u64(splitmix(u64(splitmix(first) + golden)) * 5n)
        expect(mix64(seed)).toBe(u64(u64((second << 7n) | (second >> 57n)) * 9n))
      }),
    )
  })

  it('prepares what it asks about again', () => {
    const targets = [node('UvMt51082'), node('hqRt51083'), node('koAt51081')]
    const place = placeAmong(targets, digest)
    for (const name of ['obj1', 'a/b/c.tar', 'x'])
      expect(place(`ais/@#/proto-a/${name}`)).toBe(hrwTarget(`ais/@#/proto-a/${name}`, targets, digest))
  })
})
