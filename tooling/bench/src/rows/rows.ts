import type { RowMaker } from '../bench.ts'
import { aloneRows } from './alone.ts'
import { checksumRow } from './checksums.ts'
import { emulatorRows } from './emulator.ts'
import { getBatchRow } from './get-batch.ts'
import { listingRow } from './listing.ts'
import { objectRows } from './objects.ts'
import { parallelRow } from './parallel.ts'
import { putFilesRow } from './put-files.ts'

/** All rows, in the order of the table. */
export const rows: readonly RowMaker[] = [
  ...objectRows,
  parallelRow,
  listingRow,
  putFilesRow,
  getBatchRow,
  checksumRow,
  ...emulatorRows,
  ...aloneRows,
]
