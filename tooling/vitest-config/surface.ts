/**
 * Every member of a module or of an instance with its type, by its name; a class is its constructor. A type test that states all of it
 * fails for a signature that is new, gone or changed.
 */
export type Signatures<T> = {
  [K in keyof T]: T[K] extends abstract new (...args: infer A) => infer I ? new (...args: A) => I : T[K]
}
