import { platform } from '#platform'
import type { FoundFile, RefusedFile } from '../platform/platform.js'

/**
 * Walks a local folder in the order of names, with what cannot be sent and why. Symbolic links are followed to files within the folder,
 * never to folders and never out of it.
 * @throws LocalFileError when there is no such folder; NotSupportedError where there are no folders
 */
export const walkFolder = (
  operation: string,
  folder: string,
  isRecursive = false,
): AsyncIterable<FoundFile | RefusedFile> => platform.walk(operation, folder, isRecursive)
