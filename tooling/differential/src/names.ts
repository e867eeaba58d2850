// Picked from a few, so that steps meet.
import fc from 'fast-check'

const names = ['a', 'b', 'dir/a', 'dir/b', 'dir/deep/c', 'ü 日', 'n-1', 'n-2', 'n-3', 'x%20y', 'q?z#']
// No folder in these: the real server refuses to begin an archive in a folder that its disk does not have yet (404, "work file does not
// exist"), which depends on what else was written there before.
const archives = ['s.tar', 't.tgz', 'u.zip']

/** Name of an object that is no archive. */
export const plainName = fc.constantFrom(...names)

/** Name of an archive. */
export const archiveName = fc.constantFrom(...archives)

/** Name of any object. */
export const anyName = fc.constantFrom(...names, ...archives)

/** Path of a member of an archive. */
export const archpath = fc.constantFrom('1.txt', 'in/2.txt', '3.jpg', 'in/3.cls')

/** A text that may be empty, and may be longer than a line. */
export const text = fc.oneof(fc.constant(''), fc.string({ maxLength: 40 }), fc.constant('x'.repeat(5000)))

/** A short text that is not empty. */
export const someText = fc.string({ minLength: 1, maxLength: 20 })

/** Prefix of names: of some, of all, of none. */
export const prefix = fc.constantFrom('', 'dir/', 'dir', 'n-', 'no such')
