import { readFile } from 'node:fs/promises'
import { invalidInput, LocalFileError } from '@ais/core'
import type { DsortSpec } from '../dsort-spec.js'
import type { Platform } from './platform.js'

const parse = async (operation: string, path: string, text: string): Promise<unknown> => {
  try {
    if (/\.json$/i.test(path)) return JSON.parse(text)
    const yaml = await import('yaml')
    return yaml.parse(text)
  } catch {
    throw invalidInput(operation, 'spec', `'${path}' is neither JSON nor YAML, whichever its name says`)
  }
}

const readSpec = async (operation: string, path: string): Promise<DsortSpec> => {
  if (!/\.(?:json|yaml|yml)$/i.test(path))
    throw invalidInput(operation, 'spec', `must be a .json, .yaml or .yml file, got '${path}'`)
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new LocalFileError(
      path,
      `${operation}: cannot read ${path}: ${(cause as Error).message}`,
      { operation },
      cause,
    )
  })
  const spec = await parse(operation, path, text)
  if (typeof spec !== 'object' || spec === null || Array.isArray(spec))
    throw invalidInput(operation, 'spec', `'${path}' has no object`)
  return spec as DsortSpec
}

/** Files in Node. */
export const platform: Platform = { readSpec }
