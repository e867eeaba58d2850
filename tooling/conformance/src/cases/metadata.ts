import assert from 'node:assert/strict'
import { proves, type Case } from '../case.ts'
import { failsWith, refusesAll, sameBytes } from '../expectations.ts'

export const metadataCases: readonly Case[] = [
  proves(
    ['Object.set_custom_props', 'ObjectAttributes.custom_metadata'],
    'sets, merges and replaces',
    async (world) => {
      const object = (await world.bucket()).object('o')
      await object.putContent('x')
      assert.deepEqual({ ...(await object.head()).customMetadata }, {})
      await object.setCustomProps({ color: 'blue', owner: 'me' })
      await object.getWriter().setCustomProps({ owner: 'you', more: '1' })
      assert.deepEqual({ ...(await object.head()).customMetadata }, { color: 'blue', owner: 'you', more: '1' })
      await object.setCustomProps({ only: 'this' }, { replaceExisting: true })
      assert.deepEqual({ ...(await object.head()).customMetadata }, { only: 'this' })
    },
  ),
  proves(
    ['Object.set_custom_props', 'ObjectAttributes.custom_metadata'],
    'values may hold commas, equals signs and spaces',
    async (world) => {
      const object = (await world.bucket()).object('o')
      await object.putContent('x')
      const metadata = { list: 'a,b, c', equation: 'a=b=c', spaces: 'two words', 'key-with.dots_1': '{"json":true}' }
      await object.setCustomProps(metadata)
      assert.deepEqual({ ...(await object.head()).customMetadata }, metadata)
    },
  ),
  proves('Object.set_custom_props', 'comes with the content too, and leaves it as it is', async (world) => {
    const object = (await world.bucket()).object('o')
    await object.putContent('content')
    await object.setCustomProps({ a: '1', b: '2' })
    const reader = object.get()
    sameBytes(await reader.readAll(), 'content')
    assert.deepEqual({ ...(await reader.attributes()).customMetadata }, { a: '1', b: '2' })
  }),
  proves('Object.set_custom_props', 'on a missing object is an error', async (world) => {
    const bucket = await world.bucket()
    await failsWith('ObjectNotFound', () => bucket.object('none').setCustomProps({ a: 'b' }))
  }),
  proves('Object.set_custom_props', 'what no header can carry is refused', (world) => {
    const object = world.client.bucket('b').object('o')
    return refusesAll(world, {
      'an empty key': () => object.setCustomProps({ '': 'x' }),
      'a key with =': () => object.setCustomProps({ 'a=b': 'x' }),
      'a line break': () => object.setCustomProps({ a: 'x\r\ny: z' }),
      'a number': () => object.setCustomProps({ a: 1 as unknown as string }),
    })
  }),
]
