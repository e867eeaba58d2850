import * as t from 'io-ts'

/** Decodes a list that Go writes as null when it is empty. */
export const arrayOrNone = <A>(
  name: string,
  item: t.Type<A, unknown, unknown>,
): t.Type<readonly A[], unknown, unknown> => {
  const wire = t.union([t.array(item), t.null])
  return new t.Type(
    name,
    (input): input is readonly A[] => Array.isArray(input),
    (input, context) => {
      const decoded = wire.validate(input, context)
      return decoded._tag === 'Left' ? decoded : t.success(decoded.right ?? [])
    },
    (list) => list,
  )
}
