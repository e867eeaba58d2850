// Builds what a tool needs and runs it: `node tooling/dev/run.mjs <tool> …arguments`.
import { spawnSync } from 'node:child_process'
import { turbo } from './turbo.mjs'

const [tool, ...args] = process.argv.slice(2)
console.error('building …')
const built = turbo('build', `--filter=@ais-tooling/${tool}^...`)
if (built !== 0) process.exit(built)
const { status, signal } = spawnSync(
  process.execPath,
  ['--import', './tooling/dev/typescript.mjs', `tooling/${tool}/src/main.ts`, ...args],
  { stdio: 'inherit' },
)
process.exitCode = signal ? 1 : (status ?? 1)
