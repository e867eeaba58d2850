import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { manifest } from '../src/manifest/index.js'
import type { ManifestRow } from '../src/manifest/manifest-row.js'

// Beside the package's own node_modules, so that imports mean the built packages and their declarations.
const folder = fileURLToPath(new URL('../.reports/declared/', import.meta.url))
const typescript = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Whose member a call is when only its name is written. */
const owners: Readonly<Record<string, string>> = {
  '@ais/authn': 'AuthNClient',
  '@ais/buckets': 'Bucket',
  '@ais/cluster': 'Cluster',
  '@ais/core': 'Connection',
  '@ais/downloads': 'Downloads',
  '@ais/dsort': 'Dsort',
  '@ais/etl': 'Etl',
  '@ais/jobs': 'Job',
  '@ais/multiobj': 'ObjectGroup',
  '@ais/objects': 'AisObject',
}

/** What pages call the nouns of the client. */
const handles: Readonly<Record<string, string>> = {
  bucket: 'Bucket',
  client: 'Client',
  cluster: 'Cluster',
  download: 'Download',
  downloads: 'Downloads',
  etl: 'Etl',
  group: 'ObjectGroup',
}

/** Splits where nothing is open: `a({ b, c }), d` is two. */
const splitOutside = (text: string, separator: string): readonly string[] => {
  const parts: string[] = ['']
  let depth = 0
  for (const char of text) {
    if ('([{'.includes(char)) depth += 1
    if (')]}'.includes(char)) depth -= 1
    if (depth === 0 && char === separator) parts.push('')
    else parts[parts.length - 1] += char
  }
  return parts.map((part) => part.trim())
}

/** The options that a call is shown with: `{ prefix, flags: […] }` is `prefix`, `flags`. */
const optionsOf = (step: string): readonly string[] =>
  [...step.matchAll(/\{([^{}]*)\}/g)]
    .flatMap(([, inner = '']) => splitOutside(inner, ','))
    .map((option) => option.split(':')[0]?.trim() ?? '')
    .filter((option) => /^\w+$/.test(option))

const text = (words: readonly string[]): string =>
  words.length === 0 ? 'never' : words.map((word) => `'${word}'`).join(' | ')

/** The type of what a call gives, and a type that is `true` when all of its steps are declared, with their options. */
const claimOf = (call: string, home: string, owner: string): string => {
  const [first = '', ...steps] = splitOutside(call.replace(/ = connection$/, ''), '.')
  const made = /^(?:new|class) (\w+)/.exec(first)?.[1] ?? (/^[A-Z]\w*$/.test(first) ? first : undefined)
  const own = `import('${home}')`
  const handle = handles[first]
  const begin =
    made !== undefined
      ? {
          type: `Exported<typeof ${own}, '${made}'>`,
          checks: [`Declares<Exported<typeof ${own}, '${made}'>, ${text(optionsOf(first))}>`],
        }
      : handle !== undefined && steps.length > 0
        ? { type: `import('@ais/client').${handle}`, checks: [] }
        : undefined
  const chain = begin === undefined ? [first, ...steps] : steps
  let type = begin?.type ?? owner
  const checks = [...(begin?.checks ?? [])]
  chain.forEach((step, index) => {
    const name = /^(?:\[Symbol\.(\w+)\]|\w+)/.exec(step)
    const key = name?.[1] === undefined ? `'${name?.[0] ?? ''}'` : `typeof Symbol.${name[1]}`
    const exported = index === 0 && begin === undefined ? `typeof ${own}` : 'object'
    const member = `Member<${index === 0 && made === undefined ? type : `Given<${type}>`}, ${exported}, ${key}>`
    checks.push(`Declares<${member}, ${text(optionsOf(step))}>`)
    type = member
  })
  return checks
    .map((check) => `[${check}] extends [true]`)
    .reduceRight((rest, check) => `${check} ? ${rest} : false`, 'true')
}

const prelude = `
type Exported<M, K> = K extends keyof M ? M[K] : never
type Member<T, M, K> = K extends keyof T ? T[K] : K extends keyof M ? M[K] : never
type Given<F> = F extends abstract new (...args: never[]) => infer I ? I & F : F extends (...args: never[]) => infer R ? Awaited<R> : F
type Keys<U> = U extends string | number | boolean | bigint ? never : U extends object ? keyof U : never
type Options<F> =
  | (F extends abstract new (...args: infer A) => unknown ? Keys<A[number]> : never)
  | (F extends { (...args: infer A): unknown; (...args: infer B): unknown } ? Keys<A[number]> | Keys<B[number]> : never)
  | (F extends (...args: infer A) => unknown ? Keys<A[number]> : never)
type Declares<F, K> = [F] extends [never] ? false : [K] extends [Options<F>] ? true : false
`

/** The type whose members a row's calls are. */
const ownerOf = ({ python, package: home }: ManifestRow): string => {
  const noun = /^(\w+)\./.exec(python)?.[1] ?? ''
  if (noun === '' || noun === 'api') return `import('${home}').${owners[home] ?? ''}`
  const name = noun === 'Object' ? 'AisObject' : noun
  const isElsewhere = ['Bucket', 'ObjectGroup', 'Cluster'].includes(name) && owners[home] !== name
  return `import('${isElsewhere ? '@ais/client' : home}').${name}`
}

/** Types alone have no value to look for. */
const typesOnly: ReadonlySet<string> = new Set(['ChunksInfo', 'WaitResult'])

it('the declarations of the packages carry every name that the manifest has, with its options', () => {
  const claims = manifest.flatMap((row: ManifestRow) => {
    const { here, inClient, package: home } = row
    const calls = here === '' || typesOnly.has(here) ? [] : splitOutside(here, ',')
    return [...calls, ...(inClient === undefined ? [] : [inClient])].map((call) => ({
      row,
      call,
      code: claimOf(call, home, ownerOf(row)),
    }))
  })
  mkdirSync(folder, { recursive: true })
  const types = [...typesOnly].map(
    (name) => `export type Is${name} = import('${name === 'ChunksInfo' ? '@ais/objects' : '@ais/client'}').${name}`,
  )
  const lines = claims.map(({ code }, index) => `export const claim${index}: ${code} = true`)
  writeFileSync(join(folder, 'claims.ts'), [...lines, ...types, prelude].join('\n'))
  const options = [
    '--ignoreConfig',
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--module',
    'nodenext',
    '--target',
    'es2023',
  ]
  const { stdout, status } = spawnSync(process.execPath, [typescript, ...options, 'claims.ts'], {
    cwd: folder,
    encoding: 'utf8',
  })
  const wrong = [...stdout.matchAll(/claims\.ts\((\d+),/g)].map(([, line]) => {
    const claim = claims[Number(line) - 1]
    return claim === undefined ? `line ${line}` : `${claim.row.python}: ${claim.call}`
  })
  expect(wrong, stdout.slice(0, 2000)).toEqual([])
  expect(status).toBe(0)
  expect(claims.length).toBeGreaterThan(manifest.length)
})
