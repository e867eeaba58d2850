import fc from 'fast-check'

/** One operation of a sequence, as data: names are picked from a few, so that steps meet. */
export type Step =
  | { readonly kind: 'put'; readonly name: string; readonly text: string }
  | { readonly kind: 'get'; readonly name: string; readonly offsetBytes?: number; readonly lengthBytes?: number }
  | { readonly kind: 'head' | 'delete' | 'lock'; readonly name: string }
  | { readonly kind: 'append'; readonly name: string; readonly texts: readonly string[] }
  | { readonly kind: 'parts'; readonly name: string; readonly texts: readonly string[] }
  | {
      readonly kind: 'custom'
      readonly name: string
      readonly custom: Readonly<Record<string, string>>
      readonly replace: boolean
    }
  | { readonly kind: 'copy' | 'rename'; readonly name: string; readonly to: string }
  | { readonly kind: 'archive'; readonly name: string; readonly archpath: string; readonly text: string }
  | { readonly kind: 'member'; readonly name: string; readonly archpath: string }
  | {
      readonly kind: 'list'
      readonly prefix: string
      readonly props: string
      readonly pageSize: number
      readonly startAfter: string
      readonly nonRecursive: boolean
    }
  | { readonly kind: 'members'; readonly name: string }
  | { readonly kind: 'delete-many'; readonly objNames?: readonly string[]; readonly objTemplate?: string }
  | { readonly kind: 'props'; readonly versioning: boolean }
  | { readonly kind: 'summary'; readonly prefix: string }

const names = ['a', 'b', 'dir/a', 'dir/b', 'dir/deep/c', 'ü 日', 'n-1', 'n-2', 'n-3', 'x%20y', 'q?z#']
// No folder in these: the real server refuses to begin an archive in a folder that its disk does not have yet (404, "work file does not
// exist"), which depends on what else was written there before.
const archives = ['s.tar', 't.tgz', 'u.zip']
const name = fc.constantFrom(...names)
const anyName = fc.constantFrom(...names, ...archives)
const readable = fc.constantFrom(...names, 's.tar')
const archive = fc.constantFrom(...archives)
const archpath = fc.constantFrom('1.txt', 'in/2.txt', '3.jpg')
const text = fc.oneof(fc.constant(''), fc.string({ maxLength: 40 }), fc.constant('x'.repeat(5000)))
const someText = fc.string({ minLength: 1, maxLength: 20 })
const prefix = fc.constantFrom('', 'dir/', 'n-', 'no such')

/** Any operation. */
export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('put' as const), name, text }) },
  {
    weight: 4,
    arbitrary: fc.record(
      {
        kind: fc.constant('get' as const),
        name: readable,
        offsetBytes: fc.nat(60),
        lengthBytes: fc.integer({ min: 1, max: 60 }),
      },
      { requiredKeys: ['kind', 'name'] },
    ),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('head' as const, 'delete' as const, 'lock' as const), name: anyName }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('append' as const, 'parts' as const),
      name,
      texts: fc.array(someText, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('custom' as const),
      name,
      custom: fc.dictionary(
        fc.constantFrom('k1', 'k2', 'k-3'),
        fc.stringMatching(/^[a-z0-9 ,=]{1,8}$/).map((value) => value.trim() || 'v'),
        { minKeys: 1 },
      ),
      replace: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('copy' as const, 'rename' as const), name, to: name }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('archive' as const), name: archive, archpath, text: someText }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('member' as const), name: anyName, archpath }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('members' as const), name: archive }) },
  {
    weight: 3,
    arbitrary: fc
      .record({
        kind: fc.constant('list' as const),
        prefix,
        props: fc.constantFrom('', 'name', 'name,size', 'name,size,version', 'name,size,custom,copies'),
        pageSize: fc.constantFrom(0, 1, 2, 5),
        startAfter: fc.constantFrom('', 'b', 'dir/', 'dir/a', 'dir/deep/c', 'zz'),
        nonRecursive: fc.boolean(),
      })
      // A real listing remembers `start_after` by its id for later pages; this emulator's pages of directories do not yet.
      .map((list) => (list.nonRecursive && list.startAfter !== '' ? { ...list, pageSize: 0 } : list)),
  },
  {
    weight: 1,
    arbitrary: fc.oneof(
      fc.record({
        kind: fc.constant('delete-many' as const),
        objNames: fc.array(name, { minLength: 1, maxLength: 3 }),
      }),
      fc.record({
        kind: fc.constant('delete-many' as const),
        objTemplate: fc.constantFrom('n-{1..2}', 'dir/', 'n-{0..4..2}'),
      }),
    ),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('props' as const), versioning: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('summary' as const), prefix }) },
)

/** A sequence of operations on one bucket. */
export const sequence: fc.Arbitrary<readonly Step[]> = fc.array(step, { minLength: 1, maxLength: 20 })
