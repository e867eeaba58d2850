import type { Workspace } from './workspace.ts'

/** What a guard is told. */
export interface GuardInput {
  readonly workspace: Workspace
  /** Whether committed expectations (API reports) are to be rewritten instead of compared. */
  readonly update: boolean
}

/** One rule of the house: finds what breaks it. */
export interface Guard {
  readonly name: string
  /** Gives one line per problem: where, what is wrong, what to do. None means that the rule holds. */
  readonly run: (input: GuardInput) => Promise<readonly string[]>
}
