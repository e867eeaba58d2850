import fc from 'fast-check'
import { readArchive } from '@ais/archives'
import { digest } from '../outcome.ts'
import { anyName, archiveName, archpath, someText } from '../names.ts'
import { stepKind } from '../step.ts'

export const put = stepKind(
  'archive',
  30,
  fc.record({
    name: archiveName,
    archpath,
    text: someText,
    mode: fc.constantFrom('append-or-create' as const, 'append' as const, 'replace' as const),
  }),
  ({ bucket }, { name, text, ...options }) => bucket.object(name).appendToArchive(text, options),
)

export const member = stepKind(
  'member',
  20,
  fc.record({ name: anyName, archpath }),
  async ({ bucket }, { name, archpath: path }) =>
    digest(
      await bucket
        .object(name)
        .get({ archiveConfig: { archpath: path } })
        .readAll(),
    ),
)

export const members = stepKind(
  'members',
  10,
  fc.record({ name: archiveName, props: fc.constantFrom('', 'name', 'name,size') }),
  async ({ bucket }, { name, props }) => {
    const listed = []
    for await (const entry of bucket.listArchive(name, { props })) listed.push([entry.name, entry.size, entry.flags])
    return listed
  },
)

/** Not of zip: the real server ends the connection. */
export const matching = stepKind(
  'matching',
  20,
  fc.record({
    name: fc.constantFrom('s.tar', 't.tgz'),
    regex: fc.constantFrom('in/', '.jpg', '2', '3', 'in/3', '.*[.]txt$', 'none'),
    mode: fc.constantFrom(
      'regexp' as const,
      'prefix' as const,
      'suffix' as const,
      'substr' as const,
      'wdskey' as const,
    ),
  }),
  async ({ bucket }, { name, regex, mode }) => {
    const found = []
    const tar = bucket.object(name).get({ archiveConfig: { regex, mode } })
    for await (const { path, content } of readArchive(tar, '.tar', { operation: 'differential' }))
      found.push([path, digest(Buffer.concat(await Array.fromAsync(content())))])
    return found
  },
)
