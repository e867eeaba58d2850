import { expect, test } from 'vitest'
import { platform as node } from '../src/platform/node.js'
import { platform as web } from '../src/platform/web.js'
import { tagOf } from './support/failure.js'

const nothing = async function* (): AsyncGenerator<Uint8Array> {}

test('outside of Node, files and Node streams are NotSupported', async () => {
  expect(await tagOf(web.openFile('objects.put', 'x'))).toBe('NotSupported')
  expect(await tagOf(web.writeFile('objects.get', 'x', nothing(), false, undefined))).toBe('NotSupported')
  const pin = { identity: '', sizeBytes: 1, partSizeBytes: 1 }
  expect(await tagOf(web.openUploadJournal('objects.put', 'x', ''))).toBe('NotSupported')
  expect(await tagOf(web.openPartial('objects.get', 'x', pin, false))).toBe('NotSupported')
  expect(await tagOf(() => web.toNodeStream(nothing()))).toBe('NotSupported')
})

test('both platforms have the same services', () => {
  expect(Object.keys(web).toSorted()).toEqual(Object.keys(node).toSorted())
})
