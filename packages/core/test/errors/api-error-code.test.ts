import { describe, expect, it } from 'vitest'
import { apiErrorCode } from '../../src/errors/api-error-meaning.js'
import type { ApiErrorCode } from '../../src/errors/api-error-code.js'
import type { Method } from '../../src/wire/route.js'

type Row = readonly [status: number, tcode: string, message: string, method: Method, path: string, code: ApiErrorCode]

const object = '/v1/objects/b/o'
const bucket = '/v1/buckets/b'

describe('the meaning of an HTTP error', () => {
  // Messages as AIStore 5.0 gave them.
  it.each<Row>([
    [404, 'ErrNotFound', 't[eIot57081]: ais://b/o does not exist', 'GET', object, 'ObjectNotFound'],
    [404, 'ErrNotFound', 't[eIot57081]: ais://b/o does not exist', 'HEAD', object, 'ObjectNotFound'],
    [404, '', "ais://b/a/hello.txt doesn't exist", 'DELETE', '/v1/objects/b/a/hello.txt', 'ObjectNotFound'],
    [
      404,
      'ErrNotFound',
      't[eEJt59081]: images/none in ais://b/s.tar does not exist',
      'GET',
      '/v1/objects/b/s.tar',
      'ObjectNotFound',
    ],
    [404, '', 'ais://b/ o, weird: ü', 'GET', object, 'ObjectNotFound'],
    [
      404,
      'ErrNotFound',
      't[x]: ais://b/my etl job x does not exist',
      'GET',
      '/v1/objects/b/my%20etl%20job%20x',
      'ObjectNotFound',
    ],
    [404, 'ErrBckNotFound', 'bucket "ais://b" does not exist', 'GET', object, 'BucketNotFound'],
    [404, 'ErrBckNotFound', 'bucket "ais://#ns1/b" does not exist', 'DELETE', bucket, 'BucketNotFound'],
    [404, 'ErrBckNotFound', 'remote-cluster[U/@far]: bucket "ais://b" does not exist', 'GET', bucket, 'BucketNotFound'],
    [404, '', 'bucket "ais://@uuid#ns/b" does not exist', 'PUT', bucket, 'BucketNotFound'],
    [404, '', '', 'HEAD', bucket, 'BucketNotFound'],
    [404, '', '', 'HEAD', object, 'ObjectNotFound'],
    [404, 'ErrRemoteBckNotFound', 'aws bucket "s3://b" does not exist', 'GET', bucket, 'RemoteBucketNotFound'],
    [404, '', 'aws bucket "s3://b" does not exist', 'PUT', bucket, 'RemoteBucketNotFound'],
    [404, '', 'remote bucket "ais://@b" does not exist', 'PUT', bucket, 'RemoteBucketNotFound'],
    [
      404,
      'ErrFailedTo',
      'p[x]: failed to lookup bucket s3://b, err: AWS backend is missing',
      'GET',
      object,
      'RemoteBucketNotFound',
    ],
    [
      404,
      'ErrFailedTo',
      't[x]: failed to HEAD remote bucket ais://@x/b, err: remote cluster "x" does not exist',
      'GET',
      bucket,
      'RemoteBucketNotFound',
    ],
    [501, 'ErrRemoteBckNotFound', 'aws bucket "s3://b" does not exist', 'POST', bucket, 'NotSupported'],
    [409, 'ErrBucketAlreadyExists', 'bucket "ais://b" already exists', 'POST', bucket, 'BucketAlreadyExists'],
    [400, 'ErrBucketAlreadyExists', 'bucket "ais://b" already exists', 'POST', bucket, 'BucketAlreadyExists'],
    [409, '', 'bucket "ais://b" already exists', 'PUT', bucket, 'BucketAlreadyExists'],
    [409, 'ErrLimitedCoexistence', 'bucket "ais://b": rename is running', 'POST', bucket, 'Conflict'],
    [409, 'ErrBusy', 'ais://b/o is busy', 'PUT', object, 'Conflict'],
    [409, 'ErrBusy', 'ais://b/o is busy', 'GET', object, 'GetConflict'],
    [409, '', 'bucket "ais://b" already exists', 'GET', object, 'GetConflict'],
    [404, 'ErrNotFound', 'p[x]: etl job no-such does not exist', 'GET', '/v1/etl/no-such', 'EtlNotFound'],
    [404, '', 'etl job x does not exist', 'PUT', '/v1/etl', 'EtlNotFound'],
    [409, '', 'p[x]: etl job e already exists', 'PUT', '/v1/etl', 'EtlAlreadyExists'],
    [404, 'ErrNotFound', 'p[x]: x-[nosuchjob1] does not exist', 'GET', '/v1/cluster', 'JobNotFound'],
    [404, '', '"x-[nosuchjob1]" not found', 'GET', '/v1/cluster', 'JobNotFound'],
    [404, '', '"x-archive[nosuchjob1]" not found', 'GET', '/v1/cluster', 'JobNotFound'],
    [
      404,
      'errNodeNotFound',
      'p[x]: start-maintenance node n not present in Smap v4',
      'PUT',
      '/v1/cluster',
      'NodeNotFound',
    ],
    [404, 'ErrNotFound', 't[x]: summary-bck job nosuchuid1 does not exist', 'GET', bucket, 'JobNotFound'],
    [404, '', 'invalid request: job "srt-W-OYp4Y6gf" does not exist', 'DELETE', '/v1/sort', 'JobNotFound'],
    [404, 'PathError', 'stat /x: no such file or directory', 'POST', '/v1/objects/b', 'NotFound'],
    [404, '', 'something', 'PUT', '/v1/daemon', 'NotFound'],
    [404, 'ErrUnsupp', 'cannot use ETL in a build without ETL support', 'POST', bucket, 'NotSupported'],
    [416, 'ErrRangeNotSatisfiable', 'size=11: not satisfiable range', 'GET', object, 'RangeNotSatisfiable'],
    [416, 'ErrUnsupp', 'multiple ranges', 'GET', object, 'RangeNotSatisfiable'],
    [500, 'ErrBadCksum', 'BAD DATA CHECKSUM', 'PUT', object, 'ChecksumMismatch'],
    [400, '', 'bucket "ais://b" does not exist', 'PUT', bucket, 'BadRequest'],
    [401, '', 'token required', 'GET', bucket, 'Unauthorized'],
    [403, 'wrapError', 'insufficient permissions', 'GET', bucket, 'Forbidden'],
    [429, 'ErrRateLimitFrontend', 'slow down', 'GET', bucket, 'RateLimited'],
    [503, '', '', 'GET', bucket, 'Unavailable'],
    [405, '', 'Method Not Allowed', 'GET', bucket, 'Other'],
    [500, 'constructor', 'x', 'GET', bucket, 'Other'],
  ])('%i %s "%s" of %s %s is %s', (status, tcode, message, requestMethod, requestPath, code) => {
    expect(apiErrorCode({ status, tcode, message, requestMethod, requestPath })).toBe(code)
  })
})
