import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { forEachOf, type RowMaker } from '../bench.ts'
import { inProcess } from '../contender.ts'

const filesCount = 2_000
let folder = ''

/** The row that stores many small files; the cost of a file does not hang on how many there are. */
export const putFilesRow: RowMaker = {
  name: 'putFiles',
  make: async ({ bucket, python }) => {
    folder = await mkdtemp(join(tmpdir(), 'ais-bench-'))
    const content = new Uint8Array(4096).fill(7)
    await forEachOf(filesCount, (index) => writeFile(join(folder, `file-${index}`), content))
    return {
      name: `putFiles-${filesCount}×4KiB`,
      inFlight: 1,
      count: 1,
      contenders: [
        inProcess('ours', async () => {
          const { files } = await bucket.putFiles(folder, { prepend: 'files/' })
          const failed = files.find(({ status }) => status !== 'stored')
          if (failed !== undefined) throw failed.error ?? new Error(`bench: ${failed.path} was not stored`)
        }),
        ...(python === undefined
          ? []
          : [python.contender('put_files', { bucket: bucket.name, folder, prepend: 'files-python/' })]),
      ],
      goals: [{ figure: 'wallMicros', over: 'python', most: 0.2, says: 'throughput ≥ 5 × Python' }],
    }
  },
  free: () => rm(folder, { recursive: true, force: true }),
}
