import { readFileSync } from 'node:fs'
import { join, normalize } from 'node:path'
import arrows from '../data/arrows.json' with { type: 'json' }
import type { Guard } from '../guard.ts'
import { importsOf, packageOf } from '../imports.ts'
import type { Manifest } from '../workspace.ts'

const allowedOf: Readonly<Record<string, readonly string[]>> = arrows

const mayImport = (allowed: readonly string[], specifier: string): boolean =>
  packageOf(specifier) !== '@ais/emulator' &&
  (allowed.includes('@ais/*') ||
    allowed.includes(packageOf(specifier)) ||
    (allowed.includes('@ais/*/wire') && specifier.endsWith('/wire')))

const refusal = (name: string, specifier: string, file: string): string | undefined => {
  const allowed = allowedOf[name]
  if (allowed === undefined)
    return `${name} has no line in tooling/guards/src/data/arrows.json: say what it may depend on`
  return mayImport(allowed, specifier)
    ? undefined
    : `${file}: ${name} may not import ${specifier} (it may: ${allowed.join(', ') || 'nothing of @ais'})`
}

const ofSources = (folder: string, name: string, root: string, files: readonly string[]): readonly string[] =>
  files
    .filter((file) => file.startsWith(`${folder}/src/`) && file.endsWith('.ts'))
    .flatMap((file) =>
      importsOf(readFileSync(join(root, file), 'utf8')).map((specifier) => {
        if (specifier.startsWith('.'))
          return normalize(join(file, '..', specifier)).startsWith(normalize(`${folder}/src/`))
            ? undefined
            : `${file}: ${specifier} leaves src/ of the package; import the other package by its name`
        return specifier.startsWith('@ais/') ? refusal(name, specifier, file) : undefined
      }),
    )
    .filter((problem) => problem !== undefined)

/** A cycle through development dependencies stops turbo just as well, so they count too. */
const ofManifest = (manifest: Manifest): readonly string[] =>
  Object.keys({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.peerDependencies })
    .filter((dependency) => dependency.startsWith('@ais/'))
    .map((dependency) => {
      // The emulator depends on packages for their ./wire; its sources are held to that.
      const specifier = allowedOf[manifest.name]?.includes('@ais/*/wire') ? `${dependency}/wire` : dependency
      return refusal(manifest.name, specifier, 'package.json')
    })
    .filter((problem) => problem !== undefined)

/** Arrows point one way: apps → client → feature packages → core; nothing depends on the emulator. */
export const boundaries: Guard = {
  name: 'boundaries',
  run: async ({ workspace: { packages, files, root } }) =>
    packages
      .filter(({ folder }) => !folder.startsWith('tooling/'))
      .flatMap(({ folder, manifest }) => [...ofManifest(manifest), ...ofSources(folder, manifest.name, root, files)]),
}
