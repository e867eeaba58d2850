import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { manifest } from '../manifest/index.ts'
import { renderFromPython } from './from-python.ts'
import { renderReadme } from './readme-table.ts'

const root = new URL('../../../../', import.meta.url)

/** A page that is written, wholly or in part, from the manifest. */
export interface WrittenPage {
  readonly name: string
  readonly path: string
  readonly kept: string
  readonly rendered: string
}

const pageAt = (name: string, render: (kept: string) => string): WrittenPage => {
  const path = fileURLToPath(new URL(name, root))
  const kept = existsSync(path) ? readFileSync(path, 'utf8') : ''
  return { name, path, kept, rendered: render(kept) }
}

/** Every page that tells what Python calls what. */
export const writtenPages = (): readonly WrittenPage[] => [
  pageAt('docs/from-python.md', renderFromPython),
  ...readdirSync(new URL('packages', root))
    // Of some packages Python has nothing.
    .filter((folder) => manifest.some((row) => row.package === `@ais/${folder}`))
    .map((folder) => pageAt(`packages/${folder}/README.md`, (kept) => renderReadme(`@ais/${folder}`, kept))),
]
