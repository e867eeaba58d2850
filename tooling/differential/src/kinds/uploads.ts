import fc from 'fast-check'
import { plainName, someText, text } from '../names.ts'
import { stepKind } from '../step.ts'

/** Appends piece by piece, then makes it the object; or leaves it. */
export const append = stepKind(
  'append',
  20,
  fc.record({ name: plainName, texts: fc.array(someText, { minLength: 1, maxLength: 3 }), flush: fc.boolean() }),
  async ({ bucket }, { name, texts, flush }) => {
    const object = bucket.object(name)
    let handle = ''
    for (const piece of texts) handle = await object.appendContent(piece, { handle })
    if (flush) await object.appendContent('', { handle, flush: true })
  },
)

/** Uploads in parts, in an order of its own, then completes or aborts it. */
export const parts = stepKind(
  'parts',
  20,
  fc.record({
    name: plainName,
    parts: fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 4 }), text), {
      minLength: 1,
      maxLength: 4,
      selector: ([number]) => number,
    }),
    end: fc.constantFrom('complete' as const, 'complete' as const, 'abort' as const, 'leave' as const),
  }),
  async ({ bucket }, { name, parts: contents, end }) => {
    const upload = await bucket.object(name).multipartUpload().create()
    for (const [number, content] of contents) await upload.addPart(number).putContent(content)
    if (end === 'abort') await upload.abort()
    if (end !== 'complete') return undefined
    await upload.complete()
    return (await bucket.object(name).headV2('chunked')).chunks
  },
)
