import * as multiobj from '@ais/multiobj'
import * as objects from '@ais/objects'
import { nothing, open, text, type Samples } from '../sample.ts'

const bucket = { name: 'b' }
const object = { bucket, name: 'folder/o' }
const remote = { bucket: { name: 'b', provider: 'aws' }, name: 'o' } as const
const to = { name: 'c' }
const names = { objNames: ['o'] }

const piece = new Uint8Array(48 * 1024).fill(97)
const inMemory = { kind: 'bytes', bytes: piece } as const

const pieces = async function* (): AsyncGenerator<Uint8Array> {
  yield piece
  yield piece
}

/** A stream that can be opened for every attempt. */
const replayable = { kind: 'stream', open: pieces, sizeBytes: 2 * piece.length, replayable: true } as const

/** A stream that is there once. */
const single = () => {
  const stream = pieces()
  return { kind: 'stream', open: () => stream, sizeBytes: 2 * piece.length, replayable: false } as const
}

const handle = { 'ais-append-handle': 't1|handle' }

export const objectSamples: Samples = {
  abortMultipart: nothing(() => objects.abortMultipart(object, 'id')),
  appendObject: nothing(() => objects.appendObject(object, inMemory), handle),
  'appendObject stream': nothing(() => objects.appendObject(object, replayable), handle),
  'appendObject single stream': nothing(() => objects.appendObject(object, single()), handle),
  blobDownloadObject: text(() => objects.blobDownloadObject(remote)),
  checkLock: nothing(() => objects.checkLock(object)),
  completeMultipart: nothing(() => objects.completeMultipart(object, 'id', [1])),
  copyObject: nothing(() => objects.copyObject(object, { bucket: to, name: 'o' })),
  createMultipart: text(() => objects.createMultipart(object)),
  deleteObject: nothing(() => objects.deleteObject(object)),
  evictObject: nothing(() => objects.evictObject(remote)),
  flushAppend: nothing(() => objects.flushAppend(object, 'handle')),
  getObject: open(() => objects.getObject(object)),
  'getObject range': open(() => objects.getObject(object, { offsetBytes: 5 })),
  headObject: nothing(() => objects.headObject(object)),
  headObjectV2: nothing(() => objects.headObjectV2(object)),
  promoteObject: text(() => objects.promoteObject(object, '/disk/file')),
  putIntoArchive: nothing(() => objects.putIntoArchive({ bucket, name: 'a.tar' }, inMemory, { archpath: 'm' })),
  'putIntoArchive replace': nothing(() =>
    objects.putIntoArchive({ bucket, name: 'a.tar' }, inMemory, { archpath: 'm', mode: 'replace' }),
  ),
  putObject: nothing(() => objects.putObject(object, inMemory)),
  'putObject empty': nothing(() => objects.putObject(object, { kind: 'bytes', bytes: new Uint8Array(0) })),
  'putObject stream': nothing(() => objects.putObject(object, replayable)),
  'putObject single stream': nothing(() => objects.putObject(object, single())),
  putPart: nothing(() => objects.putPart(object, 'id', 1, inMemory)),
  'putPart stream': nothing(() => objects.putPart(object, 'id', 1, replayable)),
  renameObject: nothing(() => objects.renameObject(object, 'other')),
  setCustomProps: nothing(() => objects.setCustomProps(object, { key: 'value' })),
}

export const multiobjSamples: Samples = {
  archiveObjects: text(() => multiobj.archiveObjects(bucket, names, 'a.tar')),
  copyObjects: text(() => multiobj.copyObjects(bucket, names, to)),
  deleteObjects: text(() => multiobj.deleteObjects(bucket, names)),
  evictObjects: text(() => multiobj.evictObjects(remote.bucket, names)),
  getBatch: open(() => multiobj.getBatch([object])),
  prefetchObjects: text(() => multiobj.prefetchObjects(remote.bucket, names)),
}
