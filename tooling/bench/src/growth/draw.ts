import { init, use } from 'echarts/core'
import { LineChart } from 'echarts/charts'
import { GridComponent, TitleComponent } from 'echarts/components'
import { SVGRenderer } from 'echarts/renderers'
import type { Point } from './axis.ts'

use([LineChart, GridComponent, TitleComponent, SVGRenderer])

/** One panel of the plot. */
export interface Panel {
  readonly title: string
  readonly x: string
  readonly y: string
  readonly points: readonly Point[]
}

const width = 420
const height = 260
const columns = 2

/** Draws panels as one SVG; both axes are logarithmic, and costs start at a tenth of the lowest, so that flat looks flat. */
export const draw = (panels: readonly Panel[]): string => {
  const rows = Math.ceil(panels.length / columns)
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: width * columns, height: height * rows })
  const left = (index: number): number => (index % columns) * width
  const top = (index: number): number => Math.floor(index / columns) * height
  chart.setOption({
    animation: false,
    backgroundColor: '#ffffff',
    title: panels.map(({ title, y }, index) => ({
      text: title,
      subtext: y,
      left: left(index) + 40,
      top: top(index) + 4,
      textStyle: { fontSize: 13 },
      subtextStyle: { fontSize: 10 },
    })),
    grid: panels.map((_, index) => ({
      left: left(index) + 60,
      top: top(index) + 60,
      width: width - 90,
      height: height - 110,
    })),
    xAxis: panels.map(({ x }, index) => ({
      type: 'log' as const,
      gridIndex: index,
      name: x,
      nameLocation: 'middle' as const,
      nameGap: 24,
      nameTextStyle: { fontSize: 10 },
    })),
    yAxis: panels.map(({ points }, index) => {
      const costs = points.map(({ cpuMicros }) => cpuMicros)
      return {
        type: 'log' as const,
        gridIndex: index,
        min: 10 ** Math.floor(Math.log10(Math.min(...costs) / 3)),
        max: 10 ** Math.ceil(Math.log10(Math.max(...costs) * 3)),
      }
    }),
    series: panels.map(({ points }, index) => ({
      type: 'line' as const,
      xAxisIndex: index,
      yAxisIndex: index,
      symbolSize: 6,
      data: points.map(({ x, cpuMicros }) => [x, cpuMicros]),
    })),
  })
  const svg = chart.renderToSVGString()
  chart.dispose()
  return `${svg}\n`
}
