import { connect } from '@ais/core'
import { memoryTransport } from '@ais/core/testing'
import { describe, expect, it } from 'vitest'
import { ObjectGroup, ObjectRange, type ObjectSelection } from '../src/index.js'

let sentCount = 0
const connection = connect({
  endpoint: 'http://ais.test',
  transport: memoryTransport(() => {
    sentCount += 1
    return { status: 500 }
  }),
})

const other = { name: 'other' }
const group = (selection: ObjectSelection): ObjectGroup =>
  new ObjectGroup({ name: 'b', provider: 'ais', client: connection }, selection)

const bad: readonly (readonly [what: string, field: string, call: () => unknown])[] = [
  ['two selections at once', 'objNames', () => group({ objNames: ['a'], objTemplate: 'b' }).delete()],
  [
    'two selections at once, one a range',
    'objNames',
    () => group({ objRange: new ObjectRange('p', 0, 1), objTemplate: 'b' }).copy(other),
  ],
  ['no selection', 'objNames', () => group({}).delete()],
  ['an empty selection of names', 'objNames', () => group({ objNames: [] }).delete()],
  ['an empty template', 'objTemplate', () => group({ objTemplate: '' }).delete()],
  ['a range of everything', 'objTemplate', () => group({ objRange: new ObjectRange('') }).delete()],
  ['a template with {}', 'objTemplate', () => group({ objTemplate: 'a{}' }).delete()],
  ['a template with an open brace', 'objTemplate', () => group({ objTemplate: 'a{0..1' }).delete()],
  ['a template with a closing brace', 'objTemplate', () => group({ objTemplate: 'a}0..1{' }).delete()],
  ['a template with a step of 0', 'objTemplate', () => group({ objTemplate: 'a{0..9..0}' }).delete()],
  ['a template that runs backwards', 'objTemplate', () => group({ objTemplate: 'a{9..0}' }).delete()],
  ['a template of 10^12 names', 'objTemplate', () => group({ objTemplate: 'a{0..999999999999}' }).delete()],
  [
    'a template of 10^12 names that is listed',
    'objTemplate',
    () => group({ objTemplate: 'a{0..999999}{0..999999}' }).listNames(),
  ],
  ['a template with only one bound', 'objTemplate', () => group({ objTemplate: 'a{0..}' }).delete()],
  ['a range with only a first number', 'maxIndex', () => new ObjectRange('p', 0)],
  ['a range with only a last number', 'minIndex', () => new ObjectRange('p', undefined, 9)],
  ['a range with a step of 0', 'step', () => new ObjectRange('p', 0, 9, { step: 0 })],
  ['a range that runs backwards', 'maxIndex', () => new ObjectRange('p', 9, 0)],
  ['a range in text that runs backwards', 'maxIndex', () => ObjectRange.fromString('p{9..0}')],
  ['a range in text with only one bound', 'range', () => ObjectRange.fromString('p{0..}')],
  ['a range in text with {}', 'range', () => ObjectRange.fromString('p{}')],
  ['an archive name without an extension', 'archiveName', () => group({ objNames: ['a'] }).archive('all')],
  [
    'an archive name with an extension that nobody knows',
    'archiveName',
    () => group({ objNames: ['a'] }).archive('all.rar'),
  ],
]

describe('bad input', () => {
  it.each(bad)('%s fails by its field, and nothing is sent', async (_, field, call) => {
    sentCount = 0
    await expect((async () => call())()).rejects.toMatchObject({ _tag: 'InvalidInput', field })
    expect(sentCount).toBe(0)
  })
})
