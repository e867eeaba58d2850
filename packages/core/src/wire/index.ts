export { bucketUname, bucketUri, objectUname, type BucketRef, type ObjectRef } from '../bucket-ref.js'
export { announcedBytes } from './announced-bytes.js'
export { contentLengthOf } from './content-length.js'
export { arrayOrNone } from './array-or-none.js'
export { BucketJson } from './bucket-json.js'
export { bucketNameProblem, maxBucketNameLength } from './bucket-name.js'
export {
  checksumTypeHeader,
  checksumValueHeader,
  defaultChecksumType,
  parseChecksumType,
  type ChecksumType,
} from './checksum-type.js'
export { ErrorBody } from './error-body.js'
export { parseExactJson } from './exact-json.js'
export { hrwTarget, isPlaceable, placeAmong, placementSeed } from './hrw.js'
export { Int64, SafeInteger, toSafeInteger } from './integers.js'
export { mix64 } from './mix64.js'
export { globalNamespace, isGlobalNamespace, namespacePath, parseNamespace, type Namespace } from './namespace.js'
export { encodeObjectName, maxObjectNameBytes, objectNameProblem } from './object-name.js'
export { loadPlacementDigest } from './placement-digest.js'
export { parseProvider, type Provider } from './provider.js'
export { parseContentRange, type ContentRange } from './content-range.js'
export { encodeQuery } from './query.js'
export { route, type Method, type Route } from './route.js'
export {
  getClusterRoute,
  getDaemonRoute,
  healthRoute,
  listBucketsRoute,
  putClusterRoute,
  reverseDaemonRoute,
} from './routes.js'
export { SmapJson } from './smap-json.js'
export { parseUname, type Uname } from './uname.js'
