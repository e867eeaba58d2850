export type { CloudProvider, EmulatedCloud } from './backends/emulated-cloud.js'
export type { CloudBuckets } from './backends/open-clouds.js'
export { startEmulator, type Emulator, type EmulatorOptions } from './emulator.js'
