import fc from 'fast-check'
import { attributes, digest, isCompressed } from '../outcome.ts'
import { anyName, plainName, text } from '../names.ts'
import { stepKind } from '../step.ts'

export const put = stepKind(
  'put',
  60,
  fc.record({ name: plainName, text }),
  async ({ bucket }, { name, text: content }) => {
    const { sizeBytes } = await bucket.object(name).putContent(content)
    return sizeBytes
  },
)

export const get = stepKind(
  'get',
  40,
  fc.oneof(
    fc.record(
      { name: anyName, offsetBytes: fc.nat(60), lengthBytes: fc.integer({ min: 1, max: 60 }) },
      { requiredKeys: ['name'] },
    ),
    fc.record({
      name: anyName,
      byteRange: fc.constantFrom('bytes=0-0', 'bytes=-5', 'bytes=-9999', 'bytes=4990-', 'bytes=3-9999', 'bytes=5000-'),
    }),
  ),
  async ({ bucket }, { name, ...range }) => {
    const bytes = await bucket.object(name).get(range).readAll()
    return isCompressed(name) ? undefined : digest(bytes)
  },
)

export const head = stepKind('head', 30, fc.record({ name: anyName }), ({ bucket }, { name }) =>
  attributes(bucket, name),
)

export const headV2 = stepKind('head-v2', 20, fc.record({ name: plainName }), async ({ bucket }, { name }) => {
  const { size, objVersion, checksumType, checksumValue, customMetadata } = await bucket
    .object(name)
    .headV2(['name', 'size', 'version', 'checksum', 'copies', 'custom'])
  return { size, objVersion, checksumType, checksumValue, custom: { ...customMetadata } }
})

export const remove = stepKind('delete', 20, fc.record({ name: anyName }), ({ bucket }, { name }) =>
  bucket.object(name).delete(),
)

export const lock = stepKind('lock', 10, fc.record({ name: anyName }), ({ bucket }, { name }) =>
  bucket.object(name).checkLock(),
)

/** Only remote buckets have something to evict from. */
export const evict = stepKind('evict', 10, fc.record({ name: anyName }), ({ bucket }, { name }) =>
  bucket.object(name).evict(),
)

export const custom = stepKind(
  'custom',
  20,
  fc.record({
    name: anyName,
    custom: fc.dictionary(
      fc.constantFrom('k1', 'k2', 'k-3'),
      fc.stringMatching(/^[a-z0-9 ,=:;"]{1,8}$/).map((value) => value.trim() || 'v'),
      { minKeys: 1 },
    ),
    replaceExisting: fc.boolean(),
  }),
  ({ bucket }, { name, custom: values, replaceExisting }) =>
    bucket.object(name).setCustomProps(values, { replaceExisting }),
)

export const copy = stepKind(
  'copy',
  20,
  fc.record({ name: plainName, to: plainName, elsewhere: fc.boolean() }),
  ({ bucket, other }, { name, to, elsewhere }) => bucket.object(name).copy((elsewhere ? other : bucket).object(to)),
)

export const rename = stepKind(
  'rename',
  20,
  fc.record({ name: plainName, to: plainName }),
  ({ bucket }, { name, to }) => bucket.object(name).rename(to),
)
