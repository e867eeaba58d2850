import { halvesOf, mixHalves, type Halves } from './mix64.js'

/** Seed of the XXH64 digests that placement is computed from: cmn/cos/xxhash.go MLCG32. */
export const placementSeed = 1103515245n

const maintenance = 4n
const decommission = 8n

/** Tells whether a target takes part in placement: neither in maintenance nor being decommissioned. */
export const isPlaceable = (node: { readonly flags: bigint }): boolean =>
  (node.flags & (maintenance | decommission)) === 0n

/**
 * Prepares the placement of objects among targets by highest random weight: gives the target that owns a uname, or `undefined`
 * when none can hold it. `digest` is XXH64 with {@link placementSeed} over UTF-8.
 * @wire core/meta/hrw.go HrwName2T
 */
export const placeAmong = <Node extends { readonly daemonId: string; readonly flags: bigint }>(
  targets: readonly Node[],
  digest: (text: string) => bigint,
): ((uname: string) => Node | undefined) => {
  const nodes = targets.filter(isPlaceable)
  const digests = nodes.map(({ daemonId }): Halves => halvesOf(digest(daemonId)))
  return (uname) => {
    if (nodes.length < 2) return nodes[0]
    const object = halvesOf(digest(uname))
    let owner = -1
    let highest: Halves = { hi: -1, lo: 0 }
    for (const [index, node] of digests.entries()) {
      const weight = mixHalves(node.hi ^ object.hi, node.lo ^ object.lo)
      if (weight.hi > highest.hi || (weight.hi === highest.hi && weight.lo > highest.lo)) {
        owner = index
        highest = weight
      }
    }
    return nodes[owner]
  }
}

/** Picks the target that owns a uname, among targets that are asked about once. See {@link placeAmong}. */
export const hrwTarget = <Node extends { readonly daemonId: string; readonly flags: bigint }>(
  uname: string,
  targets: readonly Node[],
  digest: (text: string) => bigint,
): Node | undefined => placeAmong(targets, digest)(uname)
