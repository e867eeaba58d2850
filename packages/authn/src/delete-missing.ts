import { isAisError, type ApiErrorCode, type CallOptions } from '@ais/core'

/** Options of {@link RoleManager.delete} and {@link UserManager.delete}. */
export interface DeleteMissingOptions extends CallOptions {
  /** Take one that does not exist for deleted. @defaultValue false */
  readonly missingOk?: boolean
}

/** Rethrows an error unless it is an ApiError of this code. */
export const unlessCode =
  (code: ApiErrorCode) =>
  (error: unknown): void => {
    if (!(isAisError(error) && error._tag === 'Api' && error.code === code)) throw error
  }
