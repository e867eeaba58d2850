/** What not every endpoint has; a case that needs it is skipped where it is missing, and says so. */
export const capabilities = {
  severalTargets: 'several targets',
  promoteFolder: 'a folder on this machine that its targets promote from',
  dsort: 'a build with distributed sort that starts',
  etl: 'ETLs that run',
  downloads: 'downloads from this machine (AIStore refuses loopback addresses)',
  remoteAis: 'a second cluster that is attached (--remote URL)',
  authn: 'an AuthN server (--authn URL)',
  keyPair: 'an AuthN server that signs with a key pair',
  directAccess: 'targets that can be asked without a proxy (AIStore with AuthN denies it)',
  cloud: 'a bucket of a cloud (--cloud PROVIDER://BUCKET)',
  sharedSecret: 'an AuthN server that signs with a shared secret',
} as const

/** A name of {@link capabilities}. */
export type Capability = keyof typeof capabilities
