#!/usr/bin/env node
// Runs a command inside the workspace from any Node >= 18 with npm and nothing else.
// pnpm: the one on PATH when its major matches package.json#packageManager, else that exact
// version through npx. `pnpm install` makes node_modules match the lockfile and brings the
// workspace's own Node, on which `pnpm exec` then runs the command.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const { packageManager } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'))
const [pin, major] = /^pnpm@(\d+)\.[^+]+/.exec(packageManager)
const shell = process.platform === 'win32'
const env = {
  ...process.env,
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  npm_config_update_notifier: 'false',
  ...(process.stdout.isTTY ? {} : { NO_COLOR: '1', FORCE_COLOR: undefined }),
}
const found = spawnSync('pnpm', ['--version'], { cwd: root, encoding: 'utf8', shell, env })
const pnpm =
  found.status === 0 && found.stdout.trim().split('.')[0] === major
    ? ['pnpm']
    : ['npx', '--prefer-offline', '--yes', pin] // --prefer-offline: no round-trip once cached

const run = (args, stdio) => {
  const [command, ...prefix] = pnpm
  const done = spawnSync(command, [...prefix, ...args], { cwd: root, stdio, shell, env, encoding: 'utf8' })
  if (done.error) throw done.error
  if (done.status === 0) return
  process.stderr.write(`${done.stdout ?? ''}${done.stderr ?? ''}`)
  process.exit(done.status ?? 1)
}

const [command, ...args] = process.argv.slice(2)
// The first install takes half a minute and shows itself; a no-op stays silent.
const first = !existsSync(`${root}/node_modules/.modules.yaml`)
if (first) console.error('installing what the lockfile names …')
run(['install', '--frozen-lockfile', '--prefer-offline'], first ? ['inherit', 2, 2] : 'pipe')
if (command === 'pnpm') run(args, 'inherit')
else if (command) run(['exec', command, ...args], 'inherit')
