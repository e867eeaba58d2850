import type { ResponseHeaders } from '@ais/core'
import { expect, test } from 'vitest'
import { ObjectAttributes, ObjectAttributesV2, ObjectProps } from '../src/index.js'

const headers = (lines: Readonly<Record<string, string | readonly string[]>>): ResponseHeaders => {
  const all = (name: string): readonly string[] => [lines[name.toLowerCase()] ?? []].flat()
  return { get: (name) => all(name)[0], getAll: all, names: () => Object.keys(lines) }
}

test.each([
  ['12', 12],
  ['x', 0],
  [' 5 ', 5],
  ['-1', 0],
  ['1e3', 0],
  ['99999999999999999999', 0],
])('Content-Length %s is size %i', (value, size) => {
  expect(new ObjectAttributes(headers({ 'content-length': value })).size).toBe(size)
})

test('after a range the size is still that of the whole object', () => {
  const attributes = new ObjectAttributes(headers({ 'content-length': '2', 'content-range': 'bytes 3-4/11' }))
  expect(attributes.size).toBe(11)
})

test('what is missing is empty, never an error', () => {
  const props = new ObjectProps(headers({}))
  expect([props.size, props.checksumType, props.checksumValue, props.accessTime, props.objVersion]).toEqual([
    0,
    '',
    '',
    '',
    '',
  ])
  expect([props.bucketName, props.bucketProvider, props.name, props.location]).toEqual(['', '', '', ''])
  expect([props.mirrorPaths, props.mirrorCopies, props.present, { ...props.customMetadata }]).toEqual([
    [],
    0,
    false,
    {},
  ])
  const v2 = new ObjectAttributesV2(headers({}))
  expect([v2.etag, v2.lastModified, v2.chunks]).toEqual(['', '', undefined])
})

test('properties of a recorded HEAD', () => {
  const props = new ObjectProps(
    headers({
      'ais-atime': '1795422465445167245',
      'ais-bucket-name': 'wire-obj',
      'ais-bucket-provider': 'ais',
      'ais-checksum-type': 'xxhash2',
      'ais-checksum-value': '45ab6734b21e6968',
      'ais-custom-md': ['k=v', 'eq=a=b,c'],
      'ais-location': 't[XdSt57082]:mp[/data/mp2, vda]',
      'ais-mirror-copies': '2',
      'ais-mirror-paths': '[/data/mp1,/data/mp2]',
      'ais-name': 'a/hello.txt',
      'ais-present': 'true',
      'ais-version': '3',
      'content-length': '11',
    }),
  )
  expect([props.bucketName, props.bucketProvider, props.name]).toEqual(['wire-obj', 'ais', 'a/hello.txt'])
  expect([props.checksumType, props.checksumValue, props.objVersion]).toEqual(['xxhash2', '45ab6734b21e6968', '3'])
  expect([props.mirrorPaths, props.mirrorCopies]).toEqual([['/data/mp1', '/data/mp2'], 2])
  const spaced = new ObjectProps(headers({ 'ais-mirror-paths': '[/a b/mp1 /a b/mp2]' }))
  expect(spaced.mirrorPaths).toEqual(['/a b/mp1', '/a b/mp2'])
  expect([props.present, props.size, props.accessTime]).toEqual([true, 11, '1795422465445167245'])
  expect({ ...props.customMetadata }).toEqual({ k: 'v', eq: 'a=b,c' })
})

test('`True` is not present: the server writes `true`', () => {
  expect(new ObjectAttributes(headers({ 'ais-present': 'True' })).present).toBe(false)
})

test('attributes of HEAD v2', () => {
  const v2 = (lines: Record<string, string>): ObjectAttributesV2 => new ObjectAttributesV2(headers(lines))
  expect(v2({ etag: '"v1-abc"' }).etag).toBe('v1-abc')
  expect(v2({ etag: 'abc' }).etag).toBe('abc')
  expect(v2({ 'ais-chunks-count': '4' }).chunks).toEqual({ chunkCount: 4, maxChunkSize: 0 })
  expect(v2({ 'ais-chunks-count': '0x10', 'ais-chunks-max-chunk-size': '1e6' }).chunks).toEqual({
    chunkCount: 0,
    maxChunkSize: 0,
  })
})
