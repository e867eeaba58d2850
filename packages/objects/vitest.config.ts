import { tests } from '@ais-tooling/vitest-config'

// Other packages run as they were built: inlined, they would be given this package's #platform.
export default tests(import.meta.url, { server: { deps: { external: [/\/packages\/[^/]+\/dist\//] } } })
