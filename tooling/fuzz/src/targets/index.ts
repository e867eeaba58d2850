import type { Target } from '../target.ts'
import { answerTargets } from './answers.ts'
import { archiveTargets } from './archives.ts'
import { codecTargets } from './codecs.ts'
import { nameTargets } from './names.ts'
import { textTargets } from './texts.ts'

/** Every parser under test. */
export const targets: readonly Target[] = [
  ...textTargets,
  ...nameTargets,
  ...answerTargets,
  ...archiveTargets,
  ...codecTargets,
]
