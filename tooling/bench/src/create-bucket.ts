/** Creates the bucket `b` without a client of ours. */
export const createBucket = async (endpoint: string): Promise<void> => {
  const { status } = await fetch(`${endpoint}/v1/buckets/b?provider=ais`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ action: 'create-bck' }),
  })
  if (status !== 200) throw new Error(`bench: creating a bucket was answered ${status}`)
}
