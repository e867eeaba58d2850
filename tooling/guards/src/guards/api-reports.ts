import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor'
import type { Guard } from '../guard.ts'
import { entriesOf, named, type WorkspacePackage } from '../workspace.ts'

/** `.` of @ais/core is `api/core.api.md`, `./wire` is `api/core.wire.api.md`. */
const reportName = (folder: string, entry: string): string =>
  [folder.split('/').at(-1), ...entry.split('/').slice(1)].join('.')

const quiet = { logLevel: ExtractorLogLevel.None, addToApiReportFile: false }

const extract = (
  { path, folder }: WorkspacePackage,
  entry: string,
  file: string,
  update: boolean,
): readonly string[] => {
  if (!existsSync(join(path, `${file}.d.ts`))) return [`${folder}: ${file}.d.ts was not built`]
  const reportFolder = join(path, 'api')
  mkdirSync(reportFolder, { recursive: true })
  const report = join(reportFolder, `${reportName(folder, entry)}.api.md`)
  const config = ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(path, 'package.json'),
    configObject: {
      projectFolder: path,
      mainEntryPointFilePath: join(path, `${file}.d.ts`),
      newlineKind: 'lf',
      apiReport: {
        enabled: true,
        reportFileName: reportName(folder, entry),
        reportFolder,
        reportTempFolder: join(path, '.reports'),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      compiler: { tsconfigFilePath: join(path, 'tsconfig.build.json') },
      messages: {
        compilerMessageReporting: { default: quiet },
        extractorMessageReporting: {
          default: quiet,
          'ae-forgotten-export': { logLevel: ExtractorLogLevel.None, addToApiReportFile: true },
        },
        tsdocMessageReporting: { default: quiet },
      },
    },
  })
  const { apiReportChanged } = Extractor.invoke(config, {
    localBuild: update,
    messageCallback: (message) => {
      message.handled = true
    },
  })
  return apiReportChanged && !update
    ? [
        `${named(report)} differs from the built surface: if that is meant, run \`npm run api:update\` (in ${dirname(named(report))})`,
      ]
    : []
}

/** The public surface of every entry is written down; a change of it shows in a review. */
export const apiReports: Guard = {
  name: 'api-reports',
  run: async ({ workspace: { packages }, update }) =>
    packages
      .filter(({ published }) => published)
      .flatMap((each) => entriesOf(each).flatMap(([entry, file]) => extract(each, entry, file, update))),
}
