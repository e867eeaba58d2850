import type { EtlTransforms } from '@ais/emulator'

/** What emulators of this suite run in place of containers, by their images. */
export const etlImages: EtlTransforms = {
  upper: (content) => Buffer.from(content).toString('utf8').toUpperCase(),
  suffix: (content, { args }) => `${Buffer.from(content).toString('utf8')}${args === '' ? '!' : args}`,
  fail: (_content, { name }) => {
    throw new Error(`no way with ${name}`)
  },
}
