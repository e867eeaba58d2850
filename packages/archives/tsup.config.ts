import { library } from '@ais-tooling/tsup-config'

export default library()
