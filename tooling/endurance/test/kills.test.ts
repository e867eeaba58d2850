import { expect, it } from 'vitest'
import { killDownloads } from '../src/kills/downloads.ts'
import { killEmulator } from '../src/kills/emulator.ts'
import { killUploads } from '../src/kills/uploads.ts'

const silent = (): void => undefined
const plan = { rounds: 5, seed: 11, sizeBytes: 8 * 2 ** 20, partSizeBytes: 512 * 2 ** 10 }

it.each([1, 3])('downloads by %i workers survive kill -9', { timeout: 180_000 }, async (numWorkers) => {
  const report = await killDownloads({ ...plan, numWorkers }, silent)
  expect(report.kills).toBeGreaterThanOrEqual(plan.rounds)
})

it.each([1, 3])('uploads by %i workers survive kill -9', { timeout: 180_000 }, async (numWorkers) => {
  const report = await killUploads({ ...plan, numWorkers }, silent)
  expect(report.kills).toBeGreaterThanOrEqual(plan.rounds)
})

it('the emulator survives kill -9 under load', { timeout: 180_000 }, async () => {
  const report = await killEmulator({ rounds: 4, seed: 11, lanes: 4 }, silent)
  expect(report.kills).toBe(4)
  expect(report.acknowledged).toBeGreaterThan(0)
})
