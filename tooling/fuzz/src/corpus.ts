import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { deflateRawSync, inflateRawSync } from 'node:zlib'

const fileOf = (target: string): string => fileURLToPath(new URL(`../corpus/${target}.txt`, import.meta.url))

/** Inputs that once reached code that no other had reached, or that broke a promise: one a line, deflated, in base64. */
export const readCorpus = (target: string): readonly Uint8Array[] =>
  existsSync(fileOf(target))
    ? readFileSync(fileOf(target), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => new Uint8Array(inflateRawSync(Buffer.from(line, 'base64'))))
    : []

/** Keeps inputs for all later runs. */
export const writeCorpus = (target: string, inputs: readonly Uint8Array[]): void =>
  writeFileSync(fileOf(target), inputs.map((input) => `${deflateRawSync(input).toString('base64')}\n`).join(''))
