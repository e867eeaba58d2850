import type { Platform } from './platform.js'

/** In Node control calls go by got, calls that carry content by undici, unless the options say otherwise. */
export const platform: Platform = {
  withDefaultTransports: (options) =>
    options.transport !== undefined || options.bytesTransport !== undefined
      ? options
      : {
          ...options,
          // Its CPU time per call is a fraction of got's; loaded on the first call that carries content.
          bytesTransport: async (resolved) => (await import('@ais/core/undici')).undiciTransport(resolved),
        },
}
