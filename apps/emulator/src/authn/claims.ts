import type { BucketPermission, ClusterPermission } from '@ais/authn/wire'
import { goSeconds } from './go-duration.js'

/** What a token says of its holder. @wire cmd/authn/tok/token.go AISClaims */
export interface Claims {
  readonly sub: string
  readonly isAdmin: boolean
  readonly clusters: readonly ClusterPermission[]
  readonly buckets: readonly BucketPermission[]
  /** Unix seconds. */
  readonly exp: number
}

/** How AIStore's messages tell of a token. @wire cmd/authn/tok/token.go String */
export const describeClaims = ({ sub, exp }: Claims): string => {
  const left = exp * 1000 - Date.now()
  return `user ${sub}, ${left <= 0 ? 'token expired' : `token expires in ${goSeconds(Math.round(left / 1000))}`}`
}
