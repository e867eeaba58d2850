import type { BucketHandle, Operation, OperationResponse } from '@ais/core'
import { expectTypeOf } from 'vitest'
import {
  AisObject,
  getObject,
  headObject,
  type Content,
  type ObjectProps,
  type ObjectReader,
  type PutResult,
} from '../src/index.js'

declare const bucket: BucketHandle
declare const writer: WritableStream<Uint8Array>
const object = new AisObject(bucket, 'o')

expectTypeOf(object.get()).toEqualTypeOf<ObjectReader>()
expectTypeOf(object.get({ offsetBytes: 1 })).toEqualTypeOf<ObjectReader>()
expectTypeOf(object.get({ writer })).toEqualTypeOf<Promise<ObjectReader>>()
expectTypeOf(object.props()).toEqualTypeOf<Promise<ObjectProps>>()
expectTypeOf(object.propsCached).toEqualTypeOf<ObjectProps | undefined>()
expectTypeOf(object.putContent('x')).toEqualTypeOf<Promise<PutResult>>()
expectTypeOf(object.get().json()).toEqualTypeOf<Promise<unknown>>()
expectTypeOf(getObject(object)).toEqualTypeOf<Operation<OperationResponse>>()
expectTypeOf(headObject(object)).toEqualTypeOf<Operation<ObjectProps>>()

expectTypeOf<Buffer>().toExtend<Content>()
expectTypeOf<ReadableStream<Uint8Array>>().toExtend<Content>()
expectTypeOf<AsyncGenerator<string>>().toExtend<Content>()
expectTypeOf<NodeJS.ReadableStream>().toExtend<Content>()
expectTypeOf<{ path: string }>().toExtend<Content>()
expectTypeOf<number>().not.toExtend<Content>()

// @ts-expect-error -- durations have their unit in the name
void object.get({ timeout: 1 })
// @ts-expect-error -- an unknown match mode
void object.get({ archiveConfig: { regex: 'x', mode: 'glob' } })
// @ts-expect-error -- metadata is text
void object.setCustomProps({ a: 1 })
