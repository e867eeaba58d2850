import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { tarballOf, withSiblings, type PublishedPackage } from './tarballs.ts'

const run = promisify(execFile)
const here = fileURLToPath(new URL('..', import.meta.url))

/** The Node versions that a published package is held to, by the binaries of the workspace. */
export const nodes = {
  '22': join(here, 'node_modules/node22/bin/node'),
  '24': join(here, '../../node_modules/node/bin/node'),
} as const

/** How a consumer's TypeScript finds modules. */
export const resolutions = {
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
} as const

const tsconfig = (resolution: keyof typeof resolutions): string =>
  JSON.stringify({
    compilerOptions: {
      ...resolutions[resolution],
      target: 'es2023',
      lib: ['es2023', 'esnext.disposable', 'dom', 'dom.iterable'],
      types: ['node'],
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      verbatimModuleSyntax: true,
      noEmit: true,
    },
    files: ['entries.ts', 'use.ts'],
  })

/** Imports every entry and fails when one of them gives nothing. */
const importEntries = ({ entries }: PublishedPackage): string =>
  [
    ...entries.map((entry, index) => `import * as entry${index} from '${entry}'`),
    `const entries: Record<string, object> = { ${entries.map((entry, index) => `'${entry}': entry${index}`).join(', ')} }`,
    'for (const [name, entry] of Object.entries(entries))',
    "  if (Object.keys(entry).length === 0) throw new Error(name + ' exports nothing')",
    "console.log('entries: ok')",
    '',
  ].join('\n')

/** Makes an empty project that has one package and nothing else, and installs it. */
export const createConsumer = async (
  each: PublishedPackage,
  all: readonly PublishedPackage[],
  tarballs: string,
  folder: string,
): Promise<void> => {
  const use = join(here, 'consumers', `${each.name.split('/')[1]}.ts`)
  if (!existsSync(use)) throw new Error(`${each.name} has no consumer: write ${use}`)
  const ours = Object.fromEntries(
    withSiblings(each.name, all).map(({ name }) => [name, `file:${tarballOf(tarballs, name)}`]),
  )
  await mkdir(folder, { recursive: true })
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({
      private: true,
      type: 'module',
      // Not on a registry yet: wherever the tree names a sibling, its tarball is meant.
      dependencies: { ...ours, ...each.peers, '@types/node': '^24' },
      overrides: Object.fromEntries(Object.keys(ours).map((name) => [name, `$${name}`])),
    }),
  )
  await writeFile(join(folder, 'entries.ts'), importEntries(each))
  await copyFile(use, join(folder, 'use.ts'))
  for (const resolution of ['nodenext', 'bundler'] as const)
    await writeFile(join(folder, `tsconfig.${resolution}.json`), tsconfig(resolution))
  await run(
    'npm',
    ['install', '--prefer-offline', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'],
    { cwd: folder },
  )
}

/** Checks the consumer's sources; what tsc says becomes the error. */
export const typecheck = async (folder: string, resolution: keyof typeof resolutions): Promise<void> => {
  const tsc = join(here, 'node_modules/.bin/tsc')
  await run(tsc, ['-p', `tsconfig.${resolution}.json`], { cwd: folder }).catch(
    (error: { readonly stdout?: string; readonly message: string }) => {
      throw new Error(error.stdout ?? error.message)
    },
  )
}

/** Makes one file of the consumer's use, as a program is shipped; bundlers take the module by module build, which Node never loads by itself. */
export const bundleUse = async (folder: string): Promise<string> => {
  const file = 'bundled.mjs'
  await build({
    absWorkingDir: folder,
    entryPoints: ['use.ts'],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    // Libraries that are CommonJS ask for Node's modules by it. The bundler does not see the name, which must be nobody's.
    banner: {
      js: "import * as bannerModule from 'node:module'; const require = bannerModule.createRequire(import.meta.url);",
    },
    logLevel: 'silent',
  })
  return file
}

/** Runs one of the consumer's files and gives what it printed. */
export const execute = async (folder: string, file: string, version: keyof typeof nodes): Promise<string> => {
  const { stdout } = await run(
    nodes[version],
    ['--experimental-strip-types', '--disable-warning=ExperimentalWarning', file],
    { cwd: folder },
  )
  return stdout
}
