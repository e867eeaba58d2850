import { readFileSync, writeFileSync } from 'node:fs'
import { checkOnReal } from './check-on-real.ts'
import { documentedFleets } from './fleets.ts'
import { report, reportCheck } from './report.ts'
import { runIncidents } from './run-incidents.ts'

/** Puts a table between the marks of its name. @throws Error where the document has no such marks */
export const withFigures = (document: string, name: string, table: string): string => {
  const [begin, end] = [`<!-- figures ${name} -->`, '<!-- end of figures -->']
  const from = document.indexOf(begin)
  const to = document.indexOf(end, from)
  if (from < 0 || to < 0) throw new Error(`no ${begin} … ${end}`)
  return `${document.slice(0, from + begin.length)}\n\n${table}\n\n${document.slice(to)}`
}

const document = new URL('../../../docs/scale.md', import.meta.url)

const write = (name: string, table: string): void =>
  writeFileSync(document, withFigures(readFileSync(document, 'utf8'), name, table))

/** Measures all that docs/scale.md tells of again, and writes it there; the real cluster's only with an `aisnode`. */
export const writeFigures = async (
  aisnode: string | undefined,
  firstPort: number,
  log: (line: string) => void,
): Promise<void> => {
  if (aisnode !== undefined) write('real', reportCheck(await checkOnReal(aisnode, firstPort, log)))
  for (const { name, incidents, plan } of documentedFleets)
    write(name, report(await runIncidents(plan, incidents, (incident) => log(`${name}: ${incident} …`))))
}
