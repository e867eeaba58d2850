import { createHasher } from '@ais/core'
import type { ChecksumType } from '@ais/core/wire'
import { drain, type RowMaker } from '../bench.ts'
import { inProcess } from '../contender.ts'

const sizeBytes = 64 * 1024 * 1024
/** As sockets give them. */
const piece = new Uint8Array(64 * 1024).fill(7)

const hash = (type: ChecksumType) => async (): Promise<void> => {
  const hasher = await createHasher(type)
  for (let at = 0; at < sizeBytes; at += piece.length) hasher.update(piece)
  hasher.digest()
}

const others: readonly ChecksumType[] = ['crc32c', 'md5', 'sha256', 'sha512']

/** What checking costs: the default checksum of 64 MiB and nothing else, beside the read of as many that is checked by it. */
export const checksumRow: RowMaker = {
  name: 'checksum-64MiB',
  make: async ({ bucket }) => {
    await bucket.object('large').putContent(new Uint8Array(sizeBytes).fill(7))
    return {
      name: 'checksum-64MiB',
      inFlight: 1,
      count: 2,
      contenders: [
        inProcess('ours', hash('xxhash2')),
        inProcess('checked read', () => drain(bucket.object('large').get())),
        ...others.map((type) => inProcess(type, hash(type))),
      ],
      goals: [{ figure: 'cpuMicros', over: 'checked read', most: 0.15, says: 'XXH64 ≤ 15 % of a checked read' }],
    }
  },
}
