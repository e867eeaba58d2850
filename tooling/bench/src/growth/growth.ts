import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { axes } from './axes.ts'
import type { Point } from './axis.ts'
import { draw, type Panel } from './draw.ts'

const cost = (value: number): string => value.toFixed(value < 10 ? 2 : 0)

/** Measures how the cost of a unit grows along every axis, draws it into a file, and prints the figures. */
export const growth = async (svgPath: string, only: string | undefined): Promise<void> => {
  const panels: Panel[] = []
  for (const { name, grows, unit, xs, measure, free } of axes()) {
    if (only !== undefined && !name.includes(only)) continue
    const points: Point[] = []
    for (const x of xs) {
      const cpuMicros = await measure(x)
      points.push({ x, cpuMicros })
      console.log(`${name} ${x}: ${cost(cpuMicros)} ${unit}`)
    }
    await free?.()
    panels.push({ title: name, x: grows, y: unit, points })
  }
  if (panels.length === 0) throw new Error(`bench: no axis has '${only ?? ''}' in its name`)
  mkdirSync(dirname(svgPath), { recursive: true })
  writeFileSync(svgPath, draw(panels))
  const lines = panels.map(
    ({ title, y, points }) =>
      `| ${title} | ${y} | ${points.map(({ x, cpuMicros }) => `${x}: ${cost(cpuMicros)}`).join(', ')} |`,
  )
  console.log(['', '| what grows | cost | measured |', '|---|---|---|', ...lines].join('\n'))
}
