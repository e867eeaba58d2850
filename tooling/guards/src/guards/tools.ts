import { join } from 'node:path'
import type { Guard } from '../guard.ts'
import { runTool } from '../run-tool.ts'

/** Types of every package, its tests included; builds what they need. */
export const types: Guard = {
  name: 'types',
  run: ({ workspace: { root } }) =>
    runTool(
      'turbo',
      ['run', 'build', 'typecheck', '--continue', '--concurrency=2', '--env-mode=loose', '--output-logs=errors-only'],
      root,
    ),
}

/** Type-aware lint, import cycles among its rules. */
export const lint: Guard = {
  name: 'lint',
  run: ({ workspace: { root } }) => runTool('oxlint', ['--type-aware', '--deny-warnings', '--format=unix'], root),
}

/** One way of writing things down: `npm run format` makes it so. */
export const format: Guard = {
  name: 'format',
  run: ({ workspace: { root } }) => runTool('oxfmt', ['--check'], root),
}

/** Exports, files and dependencies that nothing uses. */
export const unused: Guard = {
  name: 'unused',
  run: ({ workspace: { root } }) =>
    runTool(
      join(root, 'tooling/guards/node_modules/.bin/knip'),
      ['--config', 'tooling/guards/knip.config.ts', '--no-progress', '--no-config-hints'],
      root,
    ),
}
