import { expect, test } from 'vitest'
import { platform as node } from '../src/platform/node.js'
import { platform as web } from '../src/platform/web.js'

const nothing = async function* (): AsyncGenerator<Uint8Array> {}

test('outside of Node, archives are NotSupported', async () => {
  const read = web.readArchive(nothing(), '.tar', { operation: 'test' }, { maxZipBytes: 1, maxUnpackedBytes: 1 })
  await expect(read.next()).rejects.toMatchObject({ _tag: 'NotSupported' })
  expect(() => web.createTarWriter()).toThrow(expect.objectContaining({ _tag: 'NotSupported' }))
})

test('both platforms have the same services', () => {
  expect(Object.keys(web).toSorted()).toEqual(Object.keys(node).toSorted())
})
