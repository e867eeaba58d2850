// Builds the emulator and serves it. Only this process stands between npm and the server, and it
// hands signals on, so that stopping the command stops the server cleanly.
import { spawn, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const dev = fileURLToPath(new URL('dev.mjs', import.meta.url))
const built = spawnSync(
  process.execPath,
  [
    dev,
    'turbo',
    'run',
    'build',
    '--filter=@ais/emulator...',
    '--concurrency=2',
    '--env-mode=loose',
    '--output-logs=errors-only',
    '--log-prefix=none',
  ],
  // Only the server's own lines belong on standard output.
  { stdio: ['ignore', 2, 2] },
)
if (built.status !== 0) process.exit(built.status ?? 1)

const node = `${root}node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`
const server = spawn(
  node,
  ['--disable-warning=ExperimentalWarning', `${root}apps/emulator/dist/main.js`, ...process.argv.slice(2)],
  { stdio: 'inherit' },
)
// npm signals its shell, and a shell that dies of it tells nobody: then the parent of this process changes.
const parent = process.ppid
if (process.env.npm_lifecycle_event !== undefined)
  setInterval(() => process.ppid === parent || server.kill('SIGTERM'), 50).unref()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal))
server.on('error', (error) => {
  console.error(`the emulator did not start: ${error.message}`)
  process.exitCode = 1
})
server.on('exit', (code, signal) => {
  process.exitCode = signal ? 1 : (code ?? 1)
})
