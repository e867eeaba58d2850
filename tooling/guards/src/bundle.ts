import { existsSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Metafile, type Plugin } from 'esbuild'
import { named } from './workspace.ts'

export interface BundleOptions {
  /** Of the consumer's runtime, `node` for one. @defaultValue none, which leaves `default` */
  readonly conditions?: readonly string[]
  /** Put what is behind `import()` into files of its own, as bundlers for browsers do. @defaultValue false */
  readonly isSplit?: boolean
  /** HTTP clients that go in, as they do where a program is shipped as one file. @defaultValue none: all stay outside */
  readonly withClients?: readonly string[]
}

export interface Bundle {
  /** What is loaded at once. */
  readonly minifiedBytes: number
  readonly gzipBytes: number
  /** What may be loaded later, gzipped. */
  readonly laterGzipBytes: number
  /** Sources whose code is in the bundle or in a part that it loads later, relative to the root: `packages/core/src/connect.ts`. */
  readonly sources: readonly string[]
  /** What the bundle reaches and a runtime without Node lacks: `node:fs (from packages/…)`. */
  readonly nodeOnly: readonly string[]
}

const clients = ['got', 'undici', 'hpagent']

/** Leaves Node's modules and HTTP clients out of the bundle and writes down who asked for them. */
const catchNodeOnly = (found: Set<string>, outside: readonly string[]): Plugin => ({
  name: 'node-only',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^[^.#/]/ }, ({ path, importer }) => {
      const [name = ''] = path.split('/')
      const caught = path.startsWith('node:') || builtinModules.includes(name) || outside.includes(name)
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

/** Follows imports of the given kinds from the entry, through the files that were put out. */
const reachedBy = ({ outputs }: Metafile, kinds: readonly string[]): ReadonlySet<string> => {
  const found = new Set<string>()
  const visit = (output: string): void => {
    if (found.has(output)) return
    found.add(output)
    for (const { path, kind } of outputs[output]?.imports ?? [])
      if (kinds.includes(kind) && outputs[path] !== undefined) visit(path)
  }
  for (const [output, { entryPoint }] of Object.entries(outputs)) if (entryPoint === '<stdin>') visit(output)
  return found
}

/** Bundles a few lines of a consumer as esbuild does it. */
export const bundle = async (
  code: string,
  resolveDir: string,
  { conditions = [], isSplit = false, withClients = [] }: BundleOptions = {},
): Promise<Bundle> => {
  const found = new Set<string>()
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir, loader: 'js' },
    bundle: true,
    minify: true,
    splitting: isSplit,
    outdir: 'out',
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
    plugins: [
      catchNodeOnly(
        found,
        clients.filter((client) => !withClients.includes(client)),
      ),
    ],
    logLevel: 'silent',
  })
  const first = reachedBy(metafile, ['import-statement'])
  const all = reachedBy(metafile, ['import-statement', 'dynamic-import'])
  const contentsOf = (outputs: readonly string[]): readonly Uint8Array[] => {
    const paths = new Set(outputs.map((output) => join(resolveDir, output)))
    return outputFiles.filter(({ path }) => paths.has(path)).map(({ contents }) => contents)
  }
  const gzipped = (files: readonly Uint8Array[]): number => files.reduce((sum, file) => sum + gzipSync(file).length, 0)
  const files = contentsOf([...first])
  const kept = [...all].flatMap((output) =>
    Object.entries(metafile.outputs[output]?.inputs ?? {}).flatMap(([path, { bytesInOutput }]) =>
      bytesInOutput > 0 ? [join(resolveDir, path)] : [],
    ),
  )
  return {
    minifiedBytes: files.reduce((sum, file) => sum + file.length, 0),
    gzipBytes: gzipped(files),
    laterGzipBytes: gzipped(contentsOf([...all].filter((output) => !first.has(output)))),
    sources: [...new Set(kept.flatMap(sourcesOf))],
    nodeOnly: [...found],
  }
}
