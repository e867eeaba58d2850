import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The directory that recorded clusters promoted files from. */
export interface PromotedFiles {
  readonly root: string
  [Symbol.asyncDispose](): Promise<void>
}

const files: Readonly<Record<string, string>> = {
  'one.txt': 'promoted one',
  'two.txt': 'promoted two',
  'sub/three.txt': 'promoted three',
}

/** Makes that directory anew, elsewhere. */
export const promotedFiles = async (): Promise<PromotedFiles> => {
  const root = await mkdtemp(join(tmpdir(), 'ais-promote-'))
  await mkdir(join(root, 'wire-rec', 'sub'), { recursive: true })
  for (const [name, text] of Object.entries(files)) await writeFile(join(root, 'wire-rec', name), text)
  return { root, [Symbol.asyncDispose]: () => rm(root, { recursive: true }) }
}
