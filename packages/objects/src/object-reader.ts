import {
  bucketUri,
  checkInteger,
  firstProblem,
  invalidInput,
  parseJson,
  untilAborted,
  type CallOptions,
  type Connection,
  type Ending,
  type ErrorContext,
  type ObjectRef,
} from '@ais/core'
import { platform } from '#platform'
import { inChunks } from './content/exact-content.js'
import { interruptible } from './content/interruptible.js'
import { readWhole } from './content/read-whole.js'
import { writeContent, type ContentWriter } from './content/content-writer.js'
import { callFor, callOf } from './flows/call-for.js'
import { downloadObject, type DownloadOptions } from './flows/download-object.js'
import { iterateFrom } from './flows/iterate-from.js'
import { readAnew } from './flows/read-anew.js'
import { openObject, type ObjectContent, type ReadObjectOptions } from './flows/read-object.js'
import { openParallel, type ParallelReadOptions } from './flows/read-parallel.js'
import type { GetObjectOptions } from './get-options.js'
import { ObjectFile, type ObjectFileOptions } from './object-file.js'
import type { ObjectAttributes } from './object-attributes.js'
import { headObject } from './operations/head-object.js'
import type { NodeStream } from './platform/platform.js'

/** What an {@link ObjectReader} reads, and how it is asked for. */
export interface ObjectClient {
  readonly client: Connection
  readonly object: ObjectRef
  readonly options?: GetObjectOptions & CallOptions
}

/** Options of {@link ObjectReader}. */
export interface ObjectReaderOptions extends ParallelReadOptions {
  /**
   * Size of the chunks that iterating gives, in bytes, 1 to 2³⁰; the last one may be shorter. Left out, each piece is given as it arrives,
   * of any size but 0, and nothing is copied.
   */
  readonly chunkSize?: number
  /** Ask the target that owns the object, without the proxy; where that is refused the proxy is asked as always. @defaultValue false */
  readonly direct?: boolean
}

/** Options of {@link ObjectReader.toFile}. */
export interface ToFileOptions extends DownloadOptions {
  /**
   * Keep what a download that failed or was killed has fetched, and go on with it when it is called again, if the object is still of the
   * same version and checksum: {@link downloadObject}. What is kept is a folder beside the file, `.<name>.….part`.
   * @defaultValue false
   */
  readonly resume?: boolean
}

/**
 * Reads an object. Nothing is sent before content is asked for, and each `readAll`, `raw`, `text`, `json`, iteration and file is a GET of
 * its own. Whole objects are held to the server's checksum: `readAll`, `text`, `json` and `toFile` give nothing before it was checked, and
 * read once more when it does not fit; what an iterator or stream gave came before the check, which throws at its end. `isVerified` says
 * whether there is a checksum at all.
 */
export class ObjectReader implements AsyncIterable<Uint8Array> {
  readonly #client: Connection
  readonly #object: ObjectRef
  readonly #options: ReadObjectOptions
  readonly #chunkSize: number | undefined
  readonly #parallel: ParallelReadOptions
  #attributes: ObjectAttributes | undefined
  #isVerified: boolean | undefined

  constructor(objectClient: ObjectClient, options: ObjectReaderOptions = {}) {
    this.#client = objectClient.client
    this.#object = objectClient.object
    const { chunkSize, direct = false, ...parallel } = options
    this.#options = { ...objectClient.options, ...(direct ? { direct } : {}) }
    this.#chunkSize = chunkSize
    this.#parallel = parallel
  }

  /**
   * Whether the content that was asked for last is held to the server's checksum. `false` for what AIStore gives no checksum of, ranges,
   * members of archives and transformations, and for objects of buckets without checksums; `undefined` before content was asked for.
   */
  get isVerified(): boolean | undefined {
    return this.#isVerified
  }

  /** Asks for the object's attributes, without content. {@link headObject} */
  async head(): Promise<ObjectAttributes> {
    const { latest } = this.#options
    this.#attributes = await this.#client.send(
      headObject(this.#object, latest === true ? { latest } : {}),
      callOf(this.#options),
    )
    return this.#attributes
  }

  /** Gives the attributes that came with the last content or HEAD; asks for them if there was none yet. */
  async attributes(): Promise<ObjectAttributes> {
    return this.#attributes ?? (await this.head())
  }

  /** Reads the content into memory; once more from its start when it turns out wrong, or the object changed meanwhile. */
  async readAll(): Promise<Uint8Array> {
    const call = callFor(this.#options)
    return readAnew(async () => readWhole(await this.#open({ ...this.#options, ...call() }), this.#context))
  }

  /** Opens the content as it arrives, in pieces of any size; read or discard it. */
  async raw(): Promise<ObjectContent> {
    return this.#open(this.#options)
  }

  /** Reads the content as UTF-8 text; bytes that are none become U+FFFD. */
  async text(): Promise<string> {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await this.readAll())
  }

  /** Reads the content as JSON. @throws DecodeError when it is none */
  async json(): Promise<unknown> {
    return parseJson(new TextDecoder().decode(await this.readAll()), this.#context)
  }

  /** Iterates over the content, in chunks of `chunkSize` if that is given, otherwise in pieces as they arrive. */
  [Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    return this.#chunks(0)
  }

  /** Iterates in the same way over the content from a position in it, in bytes; nothing is yielded at its end. */
  iterFromPosition(startPosition = 0): AsyncGenerator<Uint8Array> {
    return this.#chunks(startPosition)
  }

  /** Opens the content as a file, which goes on where a connection broke. */
  asFile(options: ObjectFileOptions = {}): ObjectFile {
    return new ObjectFile({ context: this.#context, open: (read) => this.#pieces(read) }, options)
  }

  /** Makes a web stream of the content; the GET is sent when it is first read. */
  toWebStream(): ReadableStream<Uint8Array> {
    const pieces = this.#pieces({})
    return new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          const next = await pieces.next()
          if (next.done === true) controller.close()
          else controller.enqueue(next.value)
        },
        cancel: async () => {
          await pieces.return(undefined)
        },
      },
      { highWaterMark: 0 },
    )
  }

  /** Makes a Node stream, a `Readable`, of the content. @throws NotSupportedError outside of Node */
  toNodeStream(): NodeStream {
    return platform.toNodeStream(this.#pieces({}))
  }

  /**
   * Writes the content to a file, and gives its size. It is written beside the file and takes its name when it is complete, checked and
   * synced, so a download that fails or is killed leaves what was there; one that turned out wrong is made once more.
   * @throws LocalFileError (a symbolic link among others); NotSupportedError outside of Node; what reading throws
   */
  async toFile(path: string, options: ToFileOptions = {}): Promise<number> {
    const { operation } = this.#context
    const { exclusive = false, resume = false } = options
    if (typeof path !== 'string' || path === '') throw invalidInput(operation, 'path', 'must be the path of a file')
    const call = callFor(this.#options)
    return readAnew(() =>
      resume
        ? downloadObject(this.#client, this.#object, path, {
            ...this.#options,
            ...call(),
            ...this.#parallel,
            exclusive,
          })
        : untilAborted(
            () => platform.writeFile(operation, path, this.#pieces(call()), exclusive, this.#options.signal),
            this.#options.signal,
            this.#context,
          ),
    )
  }

  /** Writes the content to a stream or open file, which the caller closes. */
  async writeTo(writer: ContentWriter): Promise<void> {
    await writeContent(this.#context.operation, this.#pieces({}), writer)
  }

  get #context(): ErrorContext {
    return { operation: 'objects.get', subject: `${bucketUri(this.#object.bucket)}/${this.#object.name}` }
  }

  async #open(options: ReadObjectOptions): Promise<ObjectContent> {
    const content = await (this.#parallel.numWorkers === undefined
      ? openObject(this.#client, this.#object, options)
      : openParallel(this.#client, this.#object, { ...options, ...this.#parallel }))
    this.#attributes = content.attributes
    this.#isVerified = content.isVerified
    return content
  }

  #pieces(more: ReadObjectOptions): AsyncGenerator<Uint8Array> {
    return interruptible(async (ending) => (await this.#open({ ...this.#options, ...more, ending })).body)
  }

  #chunks(startPosition: number): AsyncGenerator<Uint8Array> {
    const { operation } = this.#context
    const chunkBytes = this.#chunkSize
    const problem = firstProblem(
      checkInteger(operation, 'chunkSize', chunkBytes, { min: 1, max: 2 ** 30 }),
      checkInteger(operation, 'startPosition', startPosition, { min: 0 }),
    )
    return interruptible(async (ending) => {
      if (problem !== undefined) throw problem
      const body = await this.#bodyFrom(startPosition, ending)
      return chunkBytes === undefined ? body : inChunks(body, chunkBytes)
    })
  }

  async #bodyFrom(startPosition: number, ending: Ending): Promise<AsyncGenerator<Uint8Array>> {
    const options = { ...this.#options, ending }
    if (startPosition === 0) return (await this.#open(options)).body
    if (this.#parallel.numWorkers !== undefined)
      return (await this.#open({ ...options, offsetBytes: (options.offsetBytes ?? 0) + startPosition })).body
    const open = (chosen: ReadObjectOptions): Promise<ObjectContent> => this.#open(chosen)
    return iterateFrom({ client: this.#client, object: this.#object, options, open }, startPosition)
  }
}
