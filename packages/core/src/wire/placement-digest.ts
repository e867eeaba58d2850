import { placementSeed } from './hrw.js'

type Digest = (text: string) => bigint

let loaded: Promise<Digest> | undefined

const load = async (): Promise<Digest> => {
  const { h64 } = await (await import('xxhash-wasm')).default()
  return (text) => h64(text, placementSeed)
}

/** Loads the digest that placement is computed from, once: XXH64 over UTF-8 with AIStore's seed. */
export const loadPlacementDigest = (): Promise<Digest> => (loaded ??= load())
