import { placementSeed } from './hrw.js'

/** Loads the digest that placement is computed from: XXH64 over UTF-8 with AIStore's seed. */
export const loadPlacementDigest = async (): Promise<(text: string) => bigint> => {
  const { h64 } = await (await import('xxhash-wasm')).default()
  return (text) => h64(text, placementSeed)
}
