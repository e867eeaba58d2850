import { spawnSync } from 'node:child_process'

/**
 * Runs turbo, two tasks at a time, and gives its exit code. The environment passes through: what a registry, a proxy
 * or a CA needs is for the machine to know.
 */
export const turbo = (...args) =>
  spawnSync('turbo', ['run', ...args, '--concurrency=2', '--env-mode=loose', '--output-logs=errors-only'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  }).status ?? 1
