import { tests } from '@ais-tooling/vitest-config'

// Test files share the environments of Python that the first of them makes.
export default tests(import.meta.url, { fileParallelism: false })
