const mask = (value: bigint): bigint => BigInt.asUintN(64, value)

const golden = 0x9e3779b97f4a7c15n
const first = 0xbf58476d1ce4e5b9n
const second = 0x94d049bb133111ebn

/**
 * Mixes 64 bits as AIStore does (xoshiro256** seeded by splitmix64, first output).
 * @wire cmn/xoshiro256/xoshiro256.go Hash
 */
export const mix64 = (seed: bigint): bigint => {
  let z = mask(seed + golden)
  z = mask((z ^ (z >> 30n)) * first)
  z = mask((z ^ (z >> 27n)) * second)
  z = mask((z ^ (z >> 31n)) + golden)
  z = mask((z ^ (z >> 30n)) * first)
  z = mask((z ^ (z >> 27n)) * second)
  z = mask((z ^ (z >> 31n)) * 5n)
  return mask(mask((z << 7n) | (z >> 57n)) * 9n)
}

/** Seed of the XXH64 digests that placement is computed from: cmn/cos/xxhash.go MLCG32. */
export const placementSeed = 1103515245n

const maintenance = 4n
const decommission = 8n

/** Tells whether a target takes part in placement: neither in maintenance nor being decommissioned. */
export const isPlaceable = (node: { readonly flags: bigint }): boolean =>
  (node.flags & (maintenance | decommission)) === 0n

/**
 * Picks the target that owns a uname by highest random weight; `undefined` when no target can hold it.
 * `digest` is XXH64 with {@link placementSeed} over UTF-8.
 * @wire core/meta/hrw.go HrwName2T
 */
export const hrwTarget = <Node extends { readonly daemonId: string; readonly flags: bigint }>(
  uname: string,
  targets: readonly Node[],
  digest: (text: string) => bigint,
): Node | undefined => {
  const object = digest(uname)
  let owner: Node | undefined
  let highest = -1n
  for (const node of targets) {
    if (!isPlaceable(node)) continue
    const weight = mix64(digest(node.daemonId) ^ object)
    if (weight > highest) [owner, highest] = [node, weight]
  }
  return owner
}
