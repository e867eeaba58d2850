/** A part of content, held in memory. */
export interface ContentPart {
  /** From 0. */
  readonly index: number
  readonly bytes: Uint8Array
}

/** Cuts content into parts of a size; there is always one, if only an empty one. A generator serves several callers in turn. */
export const inParts = async function* (
  content: AsyncIterable<Uint8Array>,
  partSizeBytes: number,
): AsyncGenerator<ContentPart> {
  let index = 0
  let [held, heldBytes]: [Uint8Array[], number] = [[], 0]
  const take = (): ContentPart => {
    const bytes = new Uint8Array(heldBytes)
    let at = 0
    for (const piece of held) {
      bytes.set(piece, at)
      at += piece.length
    }
    ;[held, heldBytes] = [[], 0]
    return { index: index++, bytes }
  }
  for await (const piece of content)
    for (let at = 0; at < piece.length;) {
      const some = piece.subarray(at, at + partSizeBytes - heldBytes)
      held.push(some.slice())
      heldBytes += some.length
      at += some.length
      if (heldBytes === partSizeBytes) yield take()
    }
  if (heldBytes > 0 || index === 0) yield take()
}
