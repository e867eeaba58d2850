import { manifest } from '../manifest/index.ts'
import type { ManifestRow } from '../manifest/manifest-row.ts'
import { absences, clientOptionRows } from './more-rows.ts'
import { byName, isGo, pythonTable } from './python-table.ts'

const section = /(<!-- from python -->\n)[\s\S]*?(<!-- \/from python -->)/

const tablesOf = (name: string): string => {
  const rows = byName(manifest.filter((row: ManifestRow) => row.package === name && row.here !== ''))
  const fromPython = rows.filter((row) => !isGo(row))
  const fromGo = rows.filter(isGo)
  const options = name === '@ais/client' || name === '@ais/core' ? clientOptionRows : []
  const tables = [
    fromPython.length === 0 ? '' : pythonTable(fromPython),
    options.length === 0 ? '' : pythonTable(options, { left: "Python's `Client(…)`" }),
    fromGo.length === 0 ? '' : pythonTable(fromGo, { left: "AIStore's Go package" }),
    name === '@ais/client'
      ? `Not here: ${absences.map(([absence]) => absence).join('; ')}. [Instead](../../docs/from-python.md#what-is-not-here).`
      : '',
  ]
  return tables.filter((text) => text !== '').join('\n\n')
}

/** Puts the package's rows between the marks of its README; one without marks has none. */
export const renderReadme = (name: string, page: string): string =>
  page.replace(section, (_, open: string, close: string) => `${open}${tablesOf(name)}\n${close}`)
