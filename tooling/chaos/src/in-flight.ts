/** Does work for each of some things, so many at a time, and gives the results in order. */
export const inFlight = async <A, B>(
  things: readonly A[],
  limit: number,
  work: (thing: A, index: number) => Promise<B>,
): Promise<readonly B[]> => {
  const results: B[] = []
  const queue = things.entries()
  const worker = async (): Promise<void> => {
    for (const [index, thing] of queue) results[index] = await work(thing, index)
  }
  await Promise.all(Array.from({ length: limit }, worker))
  return results
}
