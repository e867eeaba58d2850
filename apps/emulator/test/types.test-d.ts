import { expectTypeOf } from 'vitest'
import type { Signatures } from '@ais-tooling/vitest-config/surface'
import type * as surface from '../src/index.js'
import type { Emulator, EmulatorOptions } from '../src/index.js'

expectTypeOf<Signatures<typeof surface>>().toEqualTypeOf<{
  startEmulator: (options?: EmulatorOptions) => Promise<Emulator>
}>()
