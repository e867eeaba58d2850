import { homedir } from 'node:os'
import { join } from 'node:path'
import { env } from 'node:process'
import type { Platform } from './platform.js'

/** The runtime's services in Node. */
export const platform: Platform = {
  env: (name) => env[name],
  // @wire cmn/cos/homedir.go HomeConfigDir, the same place on every system
  cliTokenFile: () => join(homedir(), '.config', 'ais', 'cli', 'auth.token'),
}
