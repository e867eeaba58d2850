import type { ManifestRow } from '../manifest/manifest-row.ts'

const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``

/** What stands in the column `here`: the call, its form in the client, and what there is to know. */
const hereOf = ({ here, inClient, note }: ManifestRow): string => {
  const calls = [here === '' ? '' : code(here), inClient === undefined ? '' : `in the client ${code(inClient)}`]
  const call = calls.filter((text) => text !== '').join('; ')
  return [call, note ?? ''].filter((text) => text !== '').join(': ')
}

const nameOf = ({ python }: ManifestRow): string => (python.startsWith('api.') ? python.replace(/^api\./, '') : python)

/** A table of what Python calls what; with the column for the package where rows of several stand together. */
export const pythonTable = (
  rows: readonly ManifestRow[],
  { left = 'Python', linkTo }: { readonly left?: string; readonly linkTo?: (home: string) => string } = {},
): string =>
  [
    linkTo === undefined ? `| ${left} | here |` : `| ${left} | here | package |`,
    linkTo === undefined ? '|---|---|' : '|---|---|---|',
    ...rows.map(
      (row) =>
        `| ${code(nameOf(row))} | ${hereOf(row)} |${linkTo === undefined ? '' : ` [${code(row.package)}](${linkTo(row.package)}) |`}`,
    ),
  ].join('\n')

/** In the order of their names. Rows of what a remote bucket makes of a call say nothing of their own here. */
export const byName = (rows: readonly ManifestRow[]): readonly ManifestRow[] =>
  rows.filter(({ python }) => !python.endsWith('(remote)')).toSorted((a, b) => (a.python < b.python ? -1 : 1))

/** Whether only AIStore's Go package has it. */
export const isGo = ({ python }: ManifestRow): boolean => python.startsWith('api.')
