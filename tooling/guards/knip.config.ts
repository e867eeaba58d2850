import type { KnipConfig } from 'knip'
import { entriesOf, readWorkspace } from './src/workspace.ts'

/** The published entries are known by their builds; knip wants the sources. */
const published = readWorkspace().packages.filter((each) => each.published)

export default {
  workspaces: {
    '.': {
      entry: [],
      // Run by their commands, which a guard or a script spawns.
      ignoreDependencies: ['oxfmt', 'oxlint', 'oxlint-tsgolint'],
    },
    ...Object.fromEntries(
      published.map((each) => [
        each.folder,
        {
          entry: [
            ...entriesOf(each).map(([, file]) => `${file.replace(/^dist\//, 'src/')}.ts`),
            'src/main.ts',
            'src/platform/*.ts',
            'test/**/*.ts',
          ],
          project: ['src/**', 'test/**'],
        },
      ]),
    ),
    'tooling/dev': { entry: ['*.mjs'] },
    // Stryker is run by its path, and finds vitest by itself.
    'tooling/mutation': { entry: ['*.mjs'], ignoreDependencies: ['@stryker-mutator/core', 'vitest'] },
    'tooling/guards': {
      entry: ['src/main.ts', 'test/**/*.ts'],
      project: ['**/*.ts'],
      ignoreDependencies: ['@arethetypeswrong/cli', 'publint'],
    },
    'tooling/*': {
      // A tool names the packages that must be built before it runs.
      ignoreDependencies: [/^@ais\//, 'node22'],
      // Of the system.
      ignoreBinaries: ['mkfifo'],
      // Children are run by their paths, in processes of their own.
      entry: ['src/main.ts', 'src/*.ts', 'src/children/*.ts', 'consumers/*.ts', 'test/**/*.ts', '*.js'],
      project: ['**/*.{ts,js,mjs}'],
    },
  },
  ignoreExportsUsedInFile: true,
} satisfies KnipConfig
