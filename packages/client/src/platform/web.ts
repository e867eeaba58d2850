import type { Platform } from './platform.js'

/** Outside of Node everything goes by fetch. */
export const platform: Platform = { withDefaultTransports: (options) => options }
