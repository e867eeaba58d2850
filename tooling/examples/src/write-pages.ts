// npm run docs:update, the half of it that puts the files of this folder into the pages that show them.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'

const root = new URL('../../../', import.meta.url)
const pages = [
  'README.md',
  ...readdirSync(new URL('docs/cookbook', root)).map((name) => `docs/cookbook/${name}`),
].filter((page) => page.endsWith('.md'))

for (const page of pages) {
  const kept = readFileSync(new URL(page, root), 'utf8')
  const written = kept.replaceAll(
    /(<!-- example: (\S+) -->\n```ts\n)[\s\S]*?```/g,
    (_, open: string, file: string) => `${open}${readFileSync(new URL(file, root), 'utf8')}\`\`\``,
  )
  if (written === kept) continue
  writeFileSync(new URL(page, root), written)
  console.log(`wrote ${page}`)
}
