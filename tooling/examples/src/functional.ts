import { connect } from '@ais/core'
import { fromFlow, fromGenerator, fromOperation } from '@ais/core/fp'
import { createBucket, destroyBucket, getSummary, listAllObjects } from '@ais/buckets'
import { headObject, putContent } from '@ais/objects'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as RTE from 'fp-ts/lib/ReaderTaskEither.js'

const bucket = { name: 'cookbook-fp' }
const note = { bucket, name: 'note.txt' }

// Nothing is sent until it is given a connection. The left side is the closed union of AisErrors.
const program = pipe(
  fromOperation(createBucket(bucket)),
  RTE.flatMap(() => fromFlow(putContent)(note, 'hello')),
  RTE.flatMap(() => fromOperation(headObject(note))),
  RTE.map(({ size }) => size),
)
const missing = pipe(
  fromOperation(headObject({ bucket, name: 'nobody' })),
  RTE.map(({ size }) => size),
  RTE.orElse((error) => (error._tag === 'Api' && error.code === 'ObjectNotFound' ? RTE.right(0) : RTE.left(error))),
)

await using connection = connect()
console.log(await program(connection)())
console.log(await missing(connection)())
for await (const entry of fromGenerator(listAllObjects)(bucket)(connection))
  if (E.isRight(entry)) console.log(entry.right.name)
const summary = await fromFlow(getSummary)(bucket)(connection)()
console.log(E.isRight(summary) ? summary.right.objectCount.present : summary.left.message)
await fromOperation(destroyBucket(bucket))(connection)()
