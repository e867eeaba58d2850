import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** How an example ended. */
export interface ExampleEnd {
  readonly code: number | null
  readonly signal: string | null
  readonly lines: readonly string[]
  readonly stderr: string
}

/** Runs one of `src/` in a folder; `onLine` sees each line as it is printed, and may end the process. */
export const runExample = async (
  file: string,
  folder: string,
  env: Readonly<Record<string, string>>,
  onLine: (line: string, kill: (signal: NodeJS.Signals) => void) => void = () => {},
): Promise<ExampleEnd> => {
  const path = fileURLToPath(new URL(`../../src/${file}`, import.meta.url))
  const child = spawn(process.execPath, [path], { cwd: folder, env: { ...process.env, ...env } })
  const lines: string[] = []
  let [rest, stderr] = ['', '']
  child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString()))
  child.stdout.on('data', (bytes: Buffer) => {
    const [last = '', ...whole] = (rest + bytes.toString()).split('\n').toReversed()
    rest = last
    for (const line of whole.toReversed()) {
      lines.push(line)
      onLine(line, (signal) => child.kill(signal))
    }
  })
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exitCode, by) => resolve([exitCode, by]))
  })
  return { code, signal, lines, stderr }
}
