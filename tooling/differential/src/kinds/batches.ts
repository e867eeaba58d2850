import fc from 'fast-check'
import { digest } from '../outcome.ts'
import { plainName } from '../names.ts'
import { stepKind } from '../step.ts'

/** Many objects in one answer. Without `contOnErr` a missing one ends the answer where it is, at once or later. */
export const batch = stepKind(
  'batch',
  10,
  fc.record({
    names: fc.array(plainName, { minLength: 1, maxLength: 4 }),
    outputFormat: fc.constantFrom('.tar' as const, '.tgz' as const, '.zip' as const),
    streamingGet: fc.boolean(),
    onlyObjName: fc.boolean(),
  }),
  async ({ client, bucket }, { names, ...options }) => {
    const request = client.batch({ bucket, ...options, contOnErr: true })
    for (const name of names) request.add(name)
    const found = []
    for await (const entry of request.get())
      found.push(entry.kind === 'found' ? [entry.index, digest(await entry.readAll())] : [entry.index, entry.kind])
    return found
  },
)
