import { existsSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Plugin } from 'esbuild'
import { named } from './workspace.ts'

export interface Bundle {
  readonly minifiedBytes: number
  readonly gzipBytes: number
  /** Sources whose code is in the bundle, relative to the root: `packages/core/src/connect.ts`. */
  readonly sources: readonly string[]
  /** What the bundle reaches and a runtime without Node lacks: `node:fs (from packages/…)`. */
  readonly nodeOnly: readonly string[]
}

const clients = ['got', 'undici', 'hpagent']

/** Leaves Node's modules and HTTP clients out of the bundle and writes down who asked for them. */
const catchNodeOnly = (found: Set<string>): Plugin => ({
  name: 'node-only',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^[^.#/]/ }, ({ path, importer }) => {
      const [name = ''] = path.split('/')
      const caught = path.startsWith('node:') || builtinModules.includes(name) || clients.includes(name)
      if (!caught) return undefined
      found.add(`${path} (from ${sourcesOf(importer).join(', ') || importer})`)
      return { path, external: true, sideEffects: false }
    })
  },
})

/** The build shares code in files of its own; their source maps say which modules they hold. */
const sourcesOf = (file: string): readonly string[] => {
  const map = `${file}.map`
  if (!file.includes('/dist/') || !existsSync(map)) return [named(file)]
  const { sources } = JSON.parse(readFileSync(map, 'utf8')) as { readonly sources: readonly string[] }
  return sources.map((source) => named(resolve(dirname(file), source)))
}

/** Bundles a few lines of a consumer as esbuild does it, under the given conditions. */
export const bundle = async (code: string, resolveDir: string, conditions: readonly string[] = []): Promise<Bundle> => {
  const found = new Set<string>()
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir, loader: 'js' },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    target: 'es2023',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['module', ...conditions],
    absWorkingDir: resolveDir,
    // A consumer has no tsconfig of ours, whose paths lead to the sources.
    tsconfigRaw: '{}',
    plugins: [catchNodeOnly(found)],
    logLevel: 'silent',
  })
  const text = outputFiles[0]?.contents ?? new Uint8Array()
  const kept = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [join(resolveDir, path)] : [])),
  )
  return {
    minifiedBytes: text.length,
    gzipBytes: gzipSync(text).length,
    sources: [...new Set(kept.flatMap(sourcesOf))],
    nodeOnly: [...found],
  }
}
