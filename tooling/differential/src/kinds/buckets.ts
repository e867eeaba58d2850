import fc from 'fast-check'
import { prefix, text } from '../names.ts'
import { attributes, contents, finish } from '../outcome.ts'
import { stepKind } from '../step.ts'

export const versioning = stepKind(
  'versioning',
  10,
  fc.record({ enabled: fc.boolean() }),
  async ({ bucket }, change) => {
    await bucket.setProps({ versioning: change })
  },
)

/** On an object of its own: copies within a bucket keep their checksum or not, as the targets are. */
export const checksum = stepKind(
  'checksum',
  10,
  fc.record({ type: fc.constantFrom('xxhash2', 'md5', 'sha256', 'sha512', 'crc32c', 'none'), text }),
  async ({ bucket }, { type, text: content }) => {
    await bucket.setProps({ checksum: { type } })
    await bucket.object('hashed').putContent(content)
    const told = await attributes(bucket, 'hashed')
    await bucket.setProps({ checksum: { type: 'xxhash2' } })
    return told
  },
)

export const props = stepKind('props', 10, fc.constant({}), async ({ bucket }) => {
  const { provider, access, checksum: sums, versioning: versions, mirror, lru, ec } = await bucket.head()
  return { provider, access, sums, versions, mirror, lru, ec }
})

export const reset = stepKind('reset', 10, fc.constant({}), async ({ bucket }) => {
  await bucket.resetProps()
})

export const summary = stepKind('summary', 10, fc.record({ prefix }), async ({ bucket }, options) => {
  const { objectCount, totalSizeBytes } = await bucket.summary({ ...options, timeoutMs: 60_000 })
  const count = objectCount.present.toString()
  // Without a prefix there may be compressed archives among them.
  return options.prefix === '' ? { count } : { count, bytes: totalSizeBytes.presentObjects.toString() }
})

export const copy = stepKind(
  'copy-bucket',
  10,
  fc.record({ prefixFilter: prefix, prepend: fc.constantFrom('', 'c/') }),
  async ({ client, bucket, other }, options) => {
    const done = await finish(client, await bucket.copy(other, options))
    return { done, contents: await contents(other) }
  },
)
