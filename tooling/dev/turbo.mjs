import { spawnSync } from 'node:child_process'

/** Runs turbo on two cores and gives its exit code. */
export const turbo = (...args) =>
  spawnSync('turbo', ['run', ...args, '--concurrency=2', '--output-logs=errors-only'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  }).status ?? 1
