import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Guard } from '../guard.ts'
import { runTool } from '../run-tool.ts'
import type { WorkspacePackage } from '../workspace.ts'

type CheckTarball = (tarball: string, root: string) => Promise<readonly string[]>

/** Packs a package as it would be published and lets a tool judge the tarball. */
const judge = async (each: WorkspacePackage, root: string, check: CheckTarball): Promise<readonly string[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'ais-pack-'))
  try {
    const tarball = join(folder, 'package.tgz')
    const packed = await runTool('pnpm', ['pack', '--out', tarball], each.path)
    const problems = packed.length > 0 ? packed : await check(tarball, root)
    return problems.map((problem) => `${each.manifest.name}: ${problem}`)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const overTarballs = (name: string, check: CheckTarball): Guard => ({
  name,
  run: async ({ workspace: { packages, root } }) => {
    const found = await Promise.all(
      packages.filter(({ published }) => published).map((each) => judge(each, root, check)),
    )
    return found.flat()
  },
})

const tool = (root: string, name: string): string => join(root, 'tooling/guards/node_modules/.bin', name)

/** The tarball's package.json says what is in it. */
export const publint: Guard = overTarballs('publint', (tarball, root) =>
  runTool(tool(root, 'publint'), [tarball, '--strict'], root),
)

/** TypeScript finds right types for every entry, however it resolves modules. */
export const attw: Guard = overTarballs('attw', (tarball, root) =>
  runTool(tool(root, 'attw'), [tarball, '--profile', 'esm-only', '--no-emoji'], root),
)
