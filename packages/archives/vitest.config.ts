import { tests } from '@ais-tooling/vitest-config'

export default tests(import.meta.url)
