import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { clientOptionRows } from '../src/docs/more-rows.js'
import { writtenPages } from '../src/docs/pages.js'
import { manifest } from '../src/manifest/index.js'
import type { ManifestRow } from '../src/manifest/manifest-row.js'

const packages = new URL('../../../packages/', import.meta.url)

describe('what tells what Python calls what', () => {
  it.each(writtenPages())('$name is what the manifest says; write it anew with npm run docs:update', (page) => {
    expect(page.kept).toBe(page.rendered)
  })

  it.each(writtenPages())('$name holds the table, or the place for it', ({ kept }) => {
    expect(kept).toMatch(/^(# From the Python SDK|[\s\S]*<!-- from python -->\n\|[\s\S]*<!-- \/from python -->)/)
  })
})

/** Names that the reports of a package's surface hold, and of the packages that it stands on. */
const namesOf = (name: string, seen = new Set<string>()): ReadonlySet<string> => {
  const folder = new URL(`${name.replace('@ais/', '')}/`, packages)
  seen.add(name)
  const own = readdirSync(new URL('api/', folder))
    .filter((file) => !file.includes('.wire.'))
    .flatMap((file) => readFileSync(new URL(`api/${file}`, folder), 'utf8').match(/[A-Za-z_]\w*/g) ?? [])
  const { dependencies = {} } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8')) as {
    readonly dependencies?: Readonly<Record<string, string>>
  }
  const below = Object.keys(dependencies)
    .filter(
      (one) => one.startsWith('@ais/') && !seen.has(one) && existsSync(new URL(one.replace('@ais/', ''), packages)),
    )
    .flatMap((one) => [...namesOf(one, seen)])
  return new Set([...own, ...below])
}

const words = (code: string): readonly string[] => code.match(/[A-Za-z_]\w*/g) ?? []
const syntax = new Set(['class', 'new', 'connection', 'download', 'downloads'])
const rows: readonly ManifestRow[] = [...manifest, ...clientOptionRows]

describe('what a row says is in the public surface', () => {
  it.each(rows)('$python: $here', ({ package: home, here, inClient = '' }) => {
    const names = namesOf(home)
    expect(words(here).filter((word) => !names.has(word) && !syntax.has(word))).toEqual([])
    const inAll = namesOf('@ais/client')
    expect(words(inClient).filter((word) => !inAll.has(word) && word !== 'group')).toEqual([])
  })
})
