import { ObjectRange, type ObjectSelection } from '@ais/client'
import fc from 'fast-check'
import { archiveName, plainName } from '../names.ts'
import { contents, finish } from '../outcome.ts'
import { stepKind } from '../step.ts'

const selection: fc.Arbitrary<ObjectSelection> = fc.oneof(
  fc.record({ objNames: fc.uniqueArray(plainName, { minLength: 1, maxLength: 3 }) }),
  fc.record({ objTemplate: fc.constantFrom('n-{1..2}', 'dir/', 'n-{0..4..2}', 'a') }),
  fc.record({
    objRange: fc.constantFrom(
      new ObjectRange('n-', 1, 3),
      new ObjectRange('dir/'),
      new ObjectRange('n-', 0, 9, { step: 3 }),
    ),
  }),
)

export const remove = stepKind('delete-many', 10, selection, async ({ client, bucket }, chosen) =>
  finish(client, await bucket.objects(chosen).delete()),
)

/** Only remote buckets have something to evict from, and to fetch from. */
export const evict = stepKind('evict-many', 10, selection, async ({ client, bucket }, chosen) =>
  finish(client, await bucket.objects(chosen).evict()),
)

export const prefetch = stepKind('prefetch-many', 10, selection, async ({ client, bucket }, chosen) =>
  finish(client, await bucket.objects(chosen).prefetch()),
)

/** Rare, as archiving is: a real cluster takes 10 seconds to call such a job idle. */
export const copy = stepKind(
  'copy-many',
  1,
  fc.record({ selection, prepend: fc.constantFrom('', 'c/', 'c-'), continueOnError: fc.boolean() }),
  async ({ client, bucket, other }, { selection: chosen, ...options }) => {
    const done = await finish(client, ...(await bucket.objects(chosen).copy(other, options)))
    return { done, contents: await contents(other) }
  },
)

/** What is archived is named, and is there: about the rest a real server says different things at different times. */
export const archive = stepKind(
  'archive-many',
  1,
  fc.record({
    names: fc.uniqueArray(plainName, { minLength: 1, maxLength: 3 }),
    to: archiveName,
    includeSourceName: fc.boolean(),
    allowAppend: fc.boolean(),
  }),
  async ({ client, bucket }, { names, to, ...options }) => {
    for (const name of names) await bucket.object(name).putContent(name)
    await finish(client, ...(await bucket.objects({ objNames: names }).archive(to, options)))
    const members = []
    for await (const { name, size } of bucket.listArchive(to, { props: 'name,size' })) members.push([name, size])
    return members
  },
)
