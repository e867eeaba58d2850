import { readFileSync, writeFileSync } from 'node:fs'
import { checkOnReal } from './check-on-real.ts'
import { documentedFleets } from './fleets.ts'
import type { Plan } from './plan.ts'
import { report, reportCheck } from './report.ts'
import { simulate } from './simulate.ts'
import { summarize } from './summary.ts'

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
  for (const { name, incidents, plan } of documentedFleets) {
    const runs = []
    for (const incident of incidents) {
      log(`${name}: ${incident} …`)
      const whole: Plan = { ...plan, incident }
      const result = await simulate(whole)
      runs.push({ name: incident, summary: summarize(whole, result), mapsTold: result.mapsTold })
    }
    write(name, report(runs))
  }
}
