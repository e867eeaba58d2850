import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const packages = fileURLToPath(new URL('../../../packages/', import.meta.url))

/** A parameter of a function, or a field of an interface. */
export interface ApiField {
  readonly name: string
  readonly type: string
  readonly isOptional: boolean
}

/** An exported function that gives an operation. */
export interface ApiOperation {
  /** `@ais/package name`. */
  readonly name: string
  readonly packageName: string
  readonly exported: string
  readonly parameters: readonly ApiField[]
}

const declarations = readdirSync(packages).flatMap((packageName) =>
  readdirSync(`${packages}${packageName}/api`)
    .filter((file) => file.endsWith('.api.md'))
    .flatMap((file) => readFileSync(`${packages}${packageName}/api/${file}`, 'utf8').split('\n\n'))
    .map((block) => ({ packageName, text: block.replace(/^\s*\/\/.*$/gm, '').trim() })),
)

/** Splits at a separator that stands outside of all brackets. */
const splitOutside = (text: string, separator: string): readonly string[] => {
  const parts: string[] = []
  let depth = 0
  let part = ''
  for (const [at, character] of text.split('').entries()) {
    if ('([{<'.includes(character)) depth += 1
    if (')]}'.includes(character) || (character === '>' && text[at - 1] !== '=')) depth -= 1
    if (character === separator && depth === 0) {
      parts.push(part)
      part = ''
    } else part += character
  }
  return [...parts, part].map((one) => one.trim()).filter((one) => one !== '')
}

const fieldOf = (text: string): ApiField | undefined => {
  const [, name = '', optional, type = ''] = /^(?:readonly )?(\w+)(\?)?: ([\s\S]+)$/.exec(text) ?? []
  return name === '' ? undefined : { name, type: type.trim(), isOptional: optional !== undefined }
}

const fieldsOf = (text: string, separator: string): readonly ApiField[] =>
  splitOutside(text, separator)
    .map(fieldOf)
    .filter((field) => field !== undefined)

/** Exported operations with their parameters, as the API reports have them. */
export const apiOperations: readonly ApiOperation[] = declarations.flatMap(({ packageName, text }) => {
  const [, exported, parameters = ''] =
    /^export const (\w+): (?:<[^(]*>)?\(([\s\S]*)\) => Operation<[\s\S]*>;$/.exec(text) ?? []
  return exported === undefined
    ? []
    : [{ name: `@ais/${packageName} ${exported}`, packageName, exported, parameters: fieldsOf(parameters, ',') }]
})

/** What the API reports say of a type: the fields of an interface with those that it extends, or what an alias stands for. */
export const apiType = (
  name: string,
): { readonly fields: readonly ApiField[] } | { readonly alias: string } | undefined => {
  for (const { text } of declarations) {
    const [, bases = '', body] =
      new RegExp(`^export interface ${name}(?: extends ([^{]*?))? \\{([\\s\\S]*)\\}$`).exec(text) ?? []
    if (body !== undefined) {
      const inherited = splitOutside(bases, ',').flatMap((base) => {
        const [, of = base] = /^(?:Omit|Pick|Partial)<(\w+)/.exec(base) ?? []
        const type = apiType(of)
        return type !== undefined && 'fields' in type ? type.fields : []
      })
      return { fields: [...inherited, ...fieldsOf(body, ';')] }
    }
    const [, alias] = new RegExp(`^export type ${name} = ([\\s\\S]*);$`).exec(text) ?? []
    if (alias !== undefined) return { alias }
  }
  return undefined
}

/** The parts of a union. */
export const partsOfUnion = (type: string): readonly string[] => splitOutside(type, '|')
