const statement = /(?:^|[\s;])(?:import|export)\s+(type\s)?(?:[\w*{][^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]/g
const call = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g
const comments = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm

interface Import {
  readonly specifier: string
  readonly typeOnly: boolean
}

const find = (source: string): readonly Import[] => {
  const code = source.replace(comments, '')
  return [
    ...[...code.matchAll(statement)].map(([, type, specifier = '']) => ({ specifier, typeOnly: type !== undefined })),
    ...[...code.matchAll(call)].map(([, specifier = '']) => ({ specifier, typeOnly: false })),
  ]
}

/** Finds the specifiers that a source imports or re-exports from, type imports included. */
export const importsOf = (source: string): readonly string[] => find(source).map(({ specifier }) => specifier)

/** Finds those of them that are there at run time: not `import type`. */
export const codeImportsOf = (source: string): readonly string[] =>
  find(source)
    .filter(({ typeOnly }) => !typeOnly)
    .map(({ specifier }) => specifier)

/** Finds the package of a specifier: `@ais/core/wire` is of `@ais/core`. */
export const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
