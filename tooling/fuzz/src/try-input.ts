import type { Target } from './target.ts'

/** As long as an input of a few kilobytes may take, in milliseconds of CPU. */
const maxCpuMs = 2_000

/** Gives an input to a target; throws what it throws, or when it takes too long. */
export const tryInput = async ({ name, check }: Target, input: Uint8Array): Promise<void> => {
  const before = process.cpuUsage()
  await check(input)
  const { user, system } = process.cpuUsage(before)
  const cpuMs = (user + system) / 1_000
  if (cpuMs > maxCpuMs)
    throw new Error(`broken promise: ${name} takes ${Math.round(cpuMs)} ms for ${input.length} bytes`)
}
