import type { ManifestRow } from './manifest-row.ts'

/** Rows of what objects do beyond the first list. */
export const objectExtraRows = [
  { python: 'Object.get_reader(direct)', package: '@ais/objects', here: 'getReader({ direct })' },
  { python: 'Object.get_reader(num_workers)', package: '@ais/objects', here: 'getReader({ numWorkers })' },
  { python: 'Object.multipart_upload', package: '@ais/objects', here: 'multipartUpload()' },
  { python: 'MultipartUpload.create', package: '@ais/objects', here: 'create()' },
  {
    python: 'MultipartUpload.add_part',
    package: '@ais/objects',
    here: 'addPart(partNumber).putContent(content)',
    note: 'or `.putFile(path)`; the whole by itself: `putInParts(content)`',
  },
  { python: 'MultipartUpload.complete', package: '@ais/objects', here: 'complete()' },
  { python: 'MultipartUpload.abort', package: '@ais/objects', here: 'abort()' },
  { python: 'Object.uname', package: '@ais/objects', here: 'uname' },
  { python: 'Object.query_params', package: '@ais/objects', here: 'queryParams' },
  { python: 'Object.props_cached', package: '@ais/objects', here: 'propsCached' },
  { python: 'ObjectAttributesV2', package: '@ais/objects', here: 'class ObjectAttributesV2' },
  { python: 'ChunksInfo', package: '@ais/objects', here: 'ChunksInfo' },
  { python: 'ObjectFileWriter', package: '@ais/objects', here: 'class ObjectFileWriter' },
  { python: 'api.RenameObject', package: '@ais/objects', here: 'rename(newName)' },
  {
    python: 'api.EvictObject',
    package: '@ais/objects',
    here: 'evict()',
    note: 'refused for AIS buckets, where AIStore would delete the object',
  },
  {
    python: 'api.PutObject(archpath)',
    package: '@ais/objects',
    here: 'appendToArchive(content, { archpath, mime, mode })',
  },
  { python: 'api.CheckObjectLock', package: '@ais/objects', here: 'checkLock()' },
  { python: 'api.MultipartDownload', package: '@ais/objects', here: 'getReader({ numWorkers })' },
  {
    python: 'api.GetObject(validate-checksum)',
    package: '@ais/objects',
    here: 'get().raw()',
    note: "every read of a whole object is held to the server's checksum; `isVerified`",
  },
  { python: 'api.PutObject(skip_vc)', package: '@ais/objects', here: 'putContent(content, { skipVersionCheck })' },
  {
    python: 'api.PutObject(checksum)',
    package: '@ais/objects',
    here: 'putContent(content)',
    note: 'computed and sent by itself; as a value: `putObject(object, body, { checksum })`',
  },
] as const satisfies readonly ManifestRow[]
