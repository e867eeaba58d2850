import { invalidInput, type InvalidInputError } from '@ais/core'
import type { ObjectCollection } from './object-collection.js'
import { ObjectNames } from './object-names.js'
import type { ObjectRange } from './object-range.js'
import { ObjectTemplate } from './object-template.js'

/** Which objects of a bucket: exactly one of the three. */
export interface ObjectSelection {
  /** Names, at least one. */
  readonly objNames?: Iterable<string>
  /** Numbered names. */
  readonly objRange?: ObjectRange
  /** AIStore's template, `shard-{000..999}.tar`, or a prefix. */
  readonly objTemplate?: string | ObjectTemplate
}

const collectionsOf = ({ objNames, objRange, objTemplate }: ObjectSelection): readonly ObjectCollection[] => [
  ...(objNames === undefined ? [] : [objNames instanceof ObjectNames ? objNames : new ObjectNames(objNames)]),
  ...(objRange === undefined ? [] : [objRange]),
  ...(objTemplate === undefined
    ? []
    : [typeof objTemplate === 'string' ? new ObjectTemplate(objTemplate) : objTemplate]),
]

/** What is wrong with a selection: none, several, or one that cannot be sent. */
export const checkSelection = (operation: string, selection: ObjectSelection): InvalidInputError | undefined => {
  const [collection, ...more] = collectionsOf(selection)
  if (collection === undefined)
    return invalidInput(
      operation,
      'objNames',
      'or objRange or objTemplate must be given: AIStore takes none for the whole bucket',
    )
  return more.length > 0
    ? invalidInput(operation, 'objNames', 'objRange and objTemplate exclude each other: give one')
    : collection.check(operation)
}

/** The one collection of a selection. @throws InvalidInputError when there is none, or several */
export const collectionOf = (operation: string, selection: ObjectSelection): ObjectCollection => {
  const [collection] = collectionsOf(selection)
  const problem = checkSelection(operation, selection)
  if (collection === undefined || problem !== undefined)
    throw problem ?? invalidInput(operation, 'objNames', 'must be given')
  return collection
}

/** The selection as it is sent; a wrong one is refused by {@link checkSelection} before that. */
export const selectionValue = (selection: ObjectSelection): Readonly<Record<string, unknown>> => ({
  ...collectionsOf(selection)[0]?.value,
})
