import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** Names that have to survive a URL, a listing and a disk. */
const awkwardNames = [
  'with space.txt',
  'per%cent.txt',
  '100%25.txt',
  'plus+plus.txt',
  'hash#tag.txt',
  'ümlaut ü.txt',
  '日本語/日.txt',
  "quote'and(paren).txt",
  'comma,semi;colon.txt',
  'tilde~and@at.txt',
  'deep/er/and/deeper/still.txt',
  '.hidden',
  ...(process.platform === 'win32' ? [] : ['question?mark.txt', 'star*.txt', 'back\\slash.txt']),
]

const skipped = new Set(['node_modules', '.turbo', '.git', '.reports', '.cache'])

const walk = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return []
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return walk(path)
    return entry.isFile() ? [path] : []
  })

/**
 * Gathers files to store: the sources and builds of this workspace, files from 0 bytes to 8 MB, and copies under awkward names.
 */
export const gatherSampleFiles = (workspace: string, folder: string): void => {
  const real = ['packages', 'apps', 'docs', 'tooling'].flatMap((top) => walk(join(workspace, top))).slice(0, 600)
  for (const path of real) {
    const to = join(folder, 'workspace', relative(workspace, path))
    mkdirSync(dirname(to), { recursive: true })
    cpSync(path, to)
  }
  const text = readFileSync(join(workspace, 'README.md'))
  for (const name of awkwardNames) {
    const to = join(folder, 'names', name)
    mkdirSync(dirname(to), { recursive: true })
    writeFileSync(to, Buffer.concat([Buffer.from(`${name}\n`), text]))
  }
  const sizes = [0, 1, 4095, 4096, 65_537, 1_048_576, 5_242_881, 8_388_608]
  mkdirSync(join(folder, 'sizes'), { recursive: true })
  for (const sizeBytes of sizes) {
    const content = Buffer.alloc(sizeBytes)
    for (let index = 0; index < sizeBytes; index += 1) content[index] = (index * 31 + (index >> 8) * 17) & 255
    writeFileSync(join(folder, 'sizes', `${sizeBytes}.bin`), content)
  }
}
