import { readFileSync } from 'node:fs'

const mark = /^(?:#|\/\/) idiom(?:: (.+)| end)\n/m

/** Takes the named pieces out of a source: title → code. */
const piecesOf = (source: string): ReadonlyMap<string, string> => {
  const [, ...parts] = source.split(mark)
  const pieces = new Map<string, string>()
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const title = parts[index]
    if (title !== undefined) pieces.set(title, (parts[index + 1] ?? '').trim())
  }
  return pieces
}

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')

/** What one does most, in both languages. Both sides are files that run: against the emulator, in the tests of their tools. */
export const renderIdioms = (): string => {
  const python = piecesOf(read('interop/python/idioms.py'))
  const typescript = piecesOf(read('examples/src/idioms.ts'))
  if ([...python.keys()].join('\n') !== [...typescript.keys()].join('\n'))
    throw new Error('the idioms in Python and in TypeScript are not the same ones')
  const rows = [...python].map(
    ([title, left]) => `<tr><td colspan="2"><b>${title}</b></td></tr>
<tr><td>

\`\`\`py
${left}
\`\`\`

</td><td>

\`\`\`ts
${typescript.get(title) ?? ''}
\`\`\`

</td></tr>`,
  )
  return `<table>
<tr><th>Python</th><th>TypeScript</th></tr>
${rows.join('\n')}
</table>`
}
