import { execFile, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const folder = fileURLToPath(new URL('..', import.meta.url))

/** Versions of the official SDK that are run: the newest, and an old one. */
export const sdkVersions = ['2.0.0', '1.13.8'] as const

// What an old SDK was released with, where today's breaks it: xxhash 4 renamed an argument that 1.13 gives by name.
// webdataset is what its write_dataset writes with; it reads our shards too.
const companions: Readonly<Record<string, readonly string[]>> = {
  '2.0.0': ['webdataset==1.0.2'],
  '1.13.8': ['xxhash<3.6'],
}

/** The Python that environments are made with; `undefined` when there is none of 3.9 or newer with venv. */
export const findPython = (): string | undefined =>
  ['python3.11', 'python3', 'python'].find((name) => {
    const { status, error } = spawnSync(name, [
      '-c',
      'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 9))',
    ])
    return error === undefined && status === 0
  })

const isWhole = `import aistore, sys
from importlib.metadata import version
for name in sys.argv[2:]:
    parts = name.split("==")
    if version(parts[0].split("<")[0]) != parts[-1] and len(parts) > 1: sys.exit(1)
sys.exit(aistore.__version__ != sys.argv[1])`

/** Makes an environment with one version of the SDK, or takes the one that was made before; gives its Python. */
export const pythonWithSdk = async (python: string, version: string): Promise<string> => {
  const place = join(folder, 'node_modules/.cache', `aistore-${version}`)
  const own = join(place, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python')
  const isThere =
    existsSync(own) && spawnSync(own, ['-c', isWhole, version, ...(companions[version] ?? [])]).status === 0
  if (isThere) return own
  rmSync(place, { recursive: true, force: true })
  mkdirSync(place, { recursive: true })
  await run(python, ['-m', 'venv', place])
  await run(
    own,
    [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      `aistore==${version}`,
      ...(companions[version] ?? []),
    ],
    { timeout: 300_000 },
  )
  return own
}

/** Runs one of the scripts and gives the lines that it printed. */
export const runScript = async (
  python: string,
  script: string,
  ...args: readonly string[]
): Promise<readonly string[]> => {
  const { stdout } = await run(python, [join(folder, 'python', script), ...args], { maxBuffer: 64 * 1024 * 1024 })
  return stdout.split('\n').filter((line) => line !== '')
}

/** What a check of the script came to. */
export interface CheckResult {
  readonly name: string
  readonly ok: boolean
  readonly error?: string
  readonly trace?: string
  /** Why it was not done. */
  readonly skipped?: string
  /** Whether the SDK is too old for it, or the machine lacks something. */
  readonly reason?: 'NotInThisSdk' | 'NotHere'
}

/** Names of all checks, in the order of their files. */
export const checkNames = (): readonly string[] =>
  readdirSync(join(folder, 'python/topics'))
    .filter((file) => file.endsWith('.py'))
    .toSorted()
    .flatMap((file) => [...readFileSync(join(folder, 'python/topics', file), 'utf8').matchAll(/^@check\ndef (\w+)/gm)])
    .map(([, name = '']) => name)

/** Runs the checks with these arguments of theirs: the endpoint, and what is around it. */
export const runChecks = async (python: string, args: readonly string[]): Promise<readonly CheckResult[]> => {
  const script = join(folder, 'python/checks.py')
  const { stdout, stderr } = await run(python, [script, ...args], {
    timeout: 400_000,
    // Nothing is left between the sources.
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
    maxBuffer: 64 * 1024 * 1024,
  }).catch((error: { stdout?: string; stderr?: string }) => ({
    stdout: error.stdout ?? '',
    stderr: error.stderr ?? String(error),
  }))
  const results = stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as CheckResult)
  if (results.length === 0) throw new Error(`the checks did not start: ${stderr.slice(-2000)}`)
  return results
}
