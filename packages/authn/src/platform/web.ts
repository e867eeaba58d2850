import type { Platform } from './platform.js'

/** Outside of Node there are neither environment nor files. */
export const platform: Platform = { env: () => undefined, cliTokenFile: () => undefined }
