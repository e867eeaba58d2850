import { NotSupportedError } from '../errors/not-supported-error.js'
import type { Platform } from './platform.js'

/** The runtime's services outside of Node: no environment, no files, no diagnostics channels. */
export const platform: Platform = {
  userAgent: undefined,
  env: () => undefined,
  readText: (path) =>
    Promise.reject(
      new NotSupportedError(`reading ${path}: there are no files on this platform`, { operation: 'connect' }),
    ),
  loadTransport: async () => (await import('../fetch.js')).fetchTransport(),
  publish: () => {},
  whenForgotten: (_context, free) => free,
}
