import { apiType, partsOfUnion, type ApiField } from './api-types.ts'

/** A value for a type: harmless, and once for every text in it with that text hostile. */
export interface Inputs {
  readonly harmless: unknown
  readonly hostile: readonly unknown[]
}

/** Harmless texts for fields that take not any text. */
const texts: Readonly<Record<string, string>> = {
  archpath: 'm.txt',
  alias: 'east',
  etlName: 'my-etl',
  initTimeout: '5m',
  objTimeout: '45s',
  timeout: '5m',
  interval: '5s',
  progressInterval: '5s',
  link: 'http://h/x',
  links: 'http://h/x',
  template: 'http://h/x-{1..3}',
  path: '/disk/1',
  url: 'http://h:1',
  urls: 'http://h:1',
  provider: 'ais',
  byteRange: 'bytes=0-4',
  shardExtension: '.tar',
  props: 'name',
  target: 't1',
  blobChunkSize: '1mb',
  ext: '.tar',
  mime: '.tar',
}

/** Types whose values are written by hand. */
const byHand: Readonly<Record<string, (text: string) => Inputs>> = {
  ContentBody: () => ({ harmless: { kind: 'bytes', bytes: new Uint8Array(3) }, hostile: [] }),
  Method: () => ({ harmless: 'GET', hostile: [] }),
  Provider: () => ({ harmless: 'ais', hostile: [] }),
  JsonObject: (text) => ({ harmless: { a: 'b' }, hostile: [{ [text]: 'b' }, { a: text }] }),
  CustomMetadata: (text) => ({ harmless: { a: 'b' }, hostile: [{ [text]: 'b' }, { a: text }] }),
  BucketPropsChange: (text) => ({ harmless: { versioning: { enabled: true } }, hostile: [{ [text]: text }] }),
  DsortSpec: (text) => {
    const harmless = {
      input_bck: { name: 'b' },
      input_format: { template: 'in-{0..9}' },
      input_extension: '.tar',
      output_format: 'out-{0..9}',
      output_shard_size: '1MB',
    }
    return {
      harmless,
      hostile: [
        { ...harmless, input_extension: text },
        { ...harmless, description: text },
      ],
    }
  },
  ObjectSelection: (text) => ({
    harmless: { objNames: ['o'] },
    hostile: [{ objNames: [text] }, { objTemplate: `${text}{1..2}` }, { prefix: text }],
  }),
  DownloadLinks: (text) => ({
    harmless: ['http://h/x'],
    hostile: [[`http://h/${text}`], { [text]: 'http://h/x' }, { o: text }],
  }),
  RoleInfo: () => ({ harmless: { name: 'r', desc: '', clusters: [], buckets: [], isAdmin: false }, hostile: [] }),
  AuthNConfigChange: (text) => ({ harmless: { auth: { secret: 'x1y2' } }, hostile: [{ auth: { secret: text } }] }),
}

const ofText = (text: string, field: string): Inputs => ({ harmless: texts[field] ?? 'x1', hostile: [text] })

const ofFields = (fields: readonly ApiField[], text: string): Inputs => {
  const inputs = fields.map((field) => ({ field, ...inputsOf(field.type, text, field.name) }))
  const harmless = Object.fromEntries(
    inputs.filter(({ field }) => !field.isOptional).map(({ field, harmless: value }) => [field.name, value]),
  )
  return {
    harmless,
    hostile: inputs.flatMap(({ field, hostile }) => hostile.map((value) => ({ ...harmless, [field.name]: value }))),
  }
}

/** Makes values of a type as the API reports name it. */
export const inputsOf = (type: string, text: string, field = ''): Inputs => {
  const own = byHand[type]
  if (own !== undefined) return own(text)
  if (type === 'string') return ofText(text, field)
  if (type === 'number') return { harmless: 1, hostile: [] }
  if (type === 'bigint') return { harmless: 1n, hostile: [] }
  if (type === 'boolean') return { harmless: true, hostile: [] }
  if (/^(['"]).*\1$/.test(type)) return { harmless: type.slice(1, -1), hostile: [text] }
  const parts = partsOfUnion(type)
  if (parts.length > 1) {
    const all = parts.filter((part) => part !== 'undefined').map((part) => inputsOf(part, text, field))
    return { harmless: all[0]?.harmless, hostile: all.flatMap(({ hostile }) => hostile).slice(0, 6) }
  }
  const [, item] = /^readonly (.+)\[\]$/.exec(type) ?? []
  if (item !== undefined) {
    const { harmless, hostile } = inputsOf(item.replace(/^\((.*)\)$/, '$1'), text, field)
    return { harmless: [harmless], hostile: hostile.map((value) => [value]) }
  }
  if (/^Readonly<Record<string, (string|unknown)>>$/.test(type))
    return { harmless: { a: 'b' }, hostile: [{ [text]: 'b' }, { a: text }] }
  const [, wrapped] = /^(?:Omit|Pick|Partial|Required)<(\w+)/.exec(type) ?? []
  const known = apiType(wrapped ?? type)
  if (known === undefined) return { harmless: undefined, hostile: [] }
  return 'alias' in known ? inputsOf(known.alias, text, field) : ofFields(known.fields, text)
}
