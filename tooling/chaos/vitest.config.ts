import { tests } from '@ais-tooling/vitest-config'

// One file after another: each keeps many transfers in flight.
export default tests(import.meta.url, { fileParallelism: false })
