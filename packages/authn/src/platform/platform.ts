/** What AuthN needs of the runtime; `#platform` gives Node's or the web's. */
export interface Platform {
  env(name: string): string | undefined
  /** Where AIStore's command line keeps its token; `undefined` where there are no files. */
  cliTokenFile(): string | undefined
}
