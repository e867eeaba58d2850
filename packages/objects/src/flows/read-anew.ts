import { isAisError } from '@ais/core'

/** How often a read whose content turned out wrong is made again. */
const maxRereads = 1

/**
 * Makes a read that hands out nothing before all is there and checked; once more if its content turned out wrong on the way, or of two
 * versions of the object.
 */
export const readAnew = async <A>(read: () => Promise<A>): Promise<A> => {
  for (let rereads = 0; ; rereads += 1)
    try {
      return await read()
    } catch (error) {
      const isWrong = isAisError(error) && (error._tag === 'Checksum' || error._tag === 'ObjectChanged')
      if (!isWrong || rereads === maxRereads) throw error
    }
}
