import { expectTypeOf } from 'vitest'
import type { Signatures } from '@ais-tooling/vitest-config/surface'
import type { ErrorContext } from '@ais/core'
import type * as surface from '../src/index.js'
import type { ArchiveMember, ReadableArchiveFormat, ReadArchiveOptions, TarWriter } from '../src/index.js'

expectTypeOf<Signatures<typeof surface>>().toEqualTypeOf<{
  createTarWriter: () => TarWriter
  readArchive: (
    content: AsyncIterable<Uint8Array>,
    format: ReadableArchiveFormat,
    context: ErrorContext,
    options?: ReadArchiveOptions,
  ) => AsyncGenerator<ArchiveMember>
}>()

declare const writer: TarWriter
// @ts-expect-error -- sizes have their unit in the name
void writer.add({ path: 'a', size: 1 }, [])
