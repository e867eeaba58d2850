// npm run docs:update, the half of it that writes what Python calls what: docs/from-python.md and the tables of the READMEs.
import { writeFileSync } from 'node:fs'
import { writtenPages } from './docs/pages.ts'

for (const { name, path, kept, rendered } of writtenPages()) {
  if (rendered === kept) continue
  writeFileSync(path, rendered)
  console.log(`wrote ${name}`)
}
