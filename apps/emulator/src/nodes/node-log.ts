import { hostname } from 'node:os'

/** Lines that are kept of a log; the oldest go first. */
const maxLines = 10_000

const severities = ['info', 'warning', 'error'] as const

/** How bad what a line tells is. */
export type Severity = (typeof severities)[number]

const day = (date: Date): string => date.toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ')

/** The log of one node. */
export class NodeLog {
  readonly #name: string
  #begun: string
  #lines: { readonly severity: Severity; readonly text: string }[] = []
  #rotated: string[] = []

  constructor(name: string) {
    this.#name = name
    this.#begun = this.#header('Started up')
  }

  #header(what: string): string {
    return `${what} at ${day(new Date())}, host ${hostname()}, node ${process.version} for ${process.platform}/${process.arch}\nNode ${this.#name}, Version 5.0. (emulated)\n`
  }

  add(severity: Severity, text: string): void {
    const time = new Date().toISOString().slice(11, 23)
    this.#lines.push({ severity, text: `${severity.charAt(0).toUpperCase()} ${time}000 emulator: ${text}\n` })
    if (this.#lines.length > maxLines) this.#lines.splice(0, this.#lines.length - maxLines)
  }

  /** Lines of a severity and above, after the header. */
  read(severity: Severity): string {
    const least = severities.indexOf(severity)
    return (
      this.#begun +
      this.#lines
        .filter((line) => severities.indexOf(line.severity) >= least)
        .map(({ text }) => text)
        .join('')
    )
  }

  /** Begins a new log; the old one is kept for the archive. */
  rotate(): void {
    this.#rotated.push(this.read('info'))
    this.#begun = this.#header('Rotated')
    this.#lines = []
  }

  /** All logs, the oldest first. */
  all(): readonly string[] {
    return [...this.#rotated, this.read('info')]
  }
}
