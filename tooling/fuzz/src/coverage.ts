import { Session } from 'node:inspector/promises'

/** Tells which blocks of our packages were run since it was asked last. */
export interface Coverage {
  take(): Promise<ReadonlySet<string>>
  stop(): void
}

const isOurs = (url: string): boolean => /\/packages\/[^/]+\/(dist|src)\//.test(url)

/** Starts counting blocks that are run, by V8's own coverage. */
export const startCoverage = async (): Promise<Coverage> => {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  return {
    take: async () => {
      const { result } = await session.post('Profiler.takePreciseCoverage')
      return new Set(
        result
          .filter(({ url }) => isOurs(url))
          .flatMap(({ url, functions }) =>
            functions.flatMap(({ ranges }) =>
              ranges
                .filter(({ count }) => count > 0)
                .map(({ startOffset, endOffset }) => `${url}:${startOffset}-${endOffset}`),
            ),
          ),
      )
    },
    stop: () => session.disconnect(),
  }
}
