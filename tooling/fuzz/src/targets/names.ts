import { Client } from '@ais/client'
import { memoryTransport } from '@ais/core/testing'
import { ObjectRange, ObjectTemplate } from '@ais/multiobj'
import { countOf, expandRanges, parseTemplate } from '@ais/multiobj/wire'
import { orRefusal, promised, same, textOf, type Target } from '../target.ts'

const client = new Client('http://127.0.0.1:1', { transport: memoryTransport(() => ({ status: 500 })) })

/** As many names as are looked at. */
const some = 50

const first = (names: Iterable<string>): readonly string[] => {
  const found: string[] = []
  for (const name of names) {
    found.push(name)
    if (found.length === some) break
  }
  return found
}

const templateWords = [
  '{',
  '}',
  '..',
  '@',
  '%',
  'd',
  '06',
  '0',
  '1',
  '9',
  '-',
  '+',
  '*',
  '{0..9}',
  '{001..010..3}',
  '%06d',
  '%0999999999d',
  '@0999',
]

export const nameTargets: readonly Target[] = [
  {
    name: 'template',
    seeds: ['shard-{0000..0999}.tar', 'a-{1..6..2}-b-{12..14..1}-c', 'x-@099-y', 'x-%06d-y', 'prefix*', '{a..b}'],
    words: templateWords,
    check: (input) => {
      const text = textOf(input)
      const parsed = parseTemplate(text)
      if (parsed.kind !== 'ranges') return
      const count = countOf(parsed.ranges)
      promised(count > 0n, 'ranges stand for names')
      const names = orRefusal(() => first(expandRanges(parsed.prefix, parsed.ranges)))
      if (names !== undefined && count <= BigInt(some))
        promised(BigInt(names.length) === count, 'as many names as are counted')
    },
  },
  {
    name: 'object-template',
    seeds: ['shard-{0000..0999}.tar', 'p-{0..1}}', 'x-%06d-y', 'x@9'],
    words: templateWords,
    check: (input) => {
      const template = new ObjectTemplate(textOf(input))
      const problem = template.check('test')
      const names = orRefusal(() => first(template))
      if (problem === undefined && template.count !== undefined)
        promised(names !== undefined, 'what is not refused can be expanded')
      same(template.value, { template: template.template }, 'is sent as it was given')
    },
  },
  {
    name: 'object-range',
    seeds: ['input-{00..99..1}.txt', 'a{05..100}', 'a{1..5}b{2..3}'],
    words: templateWords,
    check: (input) => {
      const range = orRefusal(() => ObjectRange.fromString(textOf(input)))
      if (range === undefined) return
      const again = orRefusal(() => ObjectRange.fromString(String(range)))
      promised(again !== undefined, 'what it writes can be read')
      same(String(again), String(range), 'written and read again')
      orRefusal(() => first(range))
    },
  },
  {
    name: 'object-url',
    seeds: ['ais://b/a/b/c.txt', 's3://b/o', 'ais://@u#n/b/o', 'ais://b/o?x=1#f', 'gs://b'],
    words: ['://', '/', 'ais', 's3', 'az', '@', '#', '?', '%2F', '..'],
    check: (input) => {
      const object = orRefusal(() => client.fetchObjectByUrl(textOf(input)))
      if (object === undefined) return
      const again = orRefusal(() => client.fetchObjectByUrl(object.getSemanticUrl()))
      promised(again !== undefined, 'what it writes can be read')
      same([again.uname, again.getSemanticUrl()], [object.uname, object.getSemanticUrl()], 'written and read again')
    },
  },
]
