import { application } from '@ais-tooling/tsup-config'

export default application('index', 'main')
