import { isAisError, type AisError } from '../errors/ais-error.js'
import type { ErrorContext } from '../errors/ais-error-base.js'
import { callName } from '../errors/call-name.js'
import { OutcomeUnknownError } from '../errors/outcome-unknown-error.js'
import { RedirectError } from '../errors/redirect-error.js'
import type { OperationResponse } from '../operation.js'
import { Ending } from '../transport/ending.js'
import { TransportFault, type TransportRequest, type TransportResponse } from '../transport/transport.js'
import { checksumTypeHeader, checksumValueHeader } from '../wire/checksum-type.js'
import { openAnswerBody } from './answer-body.js'
import { contextOf, type AttemptContext, type AttemptInput, type AttemptProgress } from './attempt-input.js'
import { openContent } from './content-source.js'
import { describeFault, type FaultPlace } from './describe-fault.js'
import { exchange } from './exchange.js'
import { readApiError } from './read-api-error.js'
import { followRedirect } from './follow-redirect.js'
import { isFollowedRedirect, originOf } from './redirect-rules.js'

interface AttemptPlace extends FaultPlace {
  readonly context: AttemptContext
}

/** An answer, whatever its status, with the place it came from. */
export interface Answer {
  readonly response: OperationResponse
  readonly context: ErrorContext
}

interface Hop {
  readonly url: string
  readonly hop: number
  readonly body?: Uint8Array | AsyncIterable<Uint8Array>
  readonly sizeBytes?: number | undefined
  readonly redirectedBy?: string
}

const headersOf = (
  input: AttemptInput,
  { hop, sizeBytes }: Hop,
  isQuestion: boolean,
): Readonly<Record<string, string>> => {
  const given = hop === 0 ? input.headers : input.headersElsewhere
  if (sizeBytes === undefined && !isQuestion) return given
  const headers: Record<string, string> = {}
  // A question has no content that could have the checksum: a server that takes it for the whole call would refuse it.
  for (const name of Object.keys(given))
    if (!isQuestion || (name !== checksumTypeHeader && name !== checksumValueHeader)) headers[name] = given[name] ?? ''
  if (sizeBytes !== undefined) headers['content-length'] = String(sizeBytes)
  return headers
}

/** What is sent in a hop. */
class HopRequest implements TransportRequest {
  readonly method: TransportRequest['method']
  readonly url: string
  readonly headers: TransportRequest['headers']
  declare readonly body?: NonNullable<TransportRequest['body']>
  readonly timeouts: TransportRequest['timeouts']
  readonly #ending: Ending

  constructor({ session, operation }: AttemptInput, hop: Hop, headers: TransportRequest['headers'], ending: Ending) {
    this.method = operation.method
    this.url = hop.url
    this.headers = headers
    if (hop.body !== undefined) this.body = hop.body
    this.timeouts = session.settings.timeouts
    this.#ending = ending
  }

  /** Made when a transport or middleware asks for it. */
  get signal(): AbortSignal {
    return this.#ending.signal
  }
}

const place = (input: AttemptInput, { url, redirectedBy }: Hop): AttemptPlace => ({
  context: contextOf(input, url),
  timeouts: input.session.settings.timeouts,
  redirectedBy,
})

/** An answer as the transport gives it. */
interface RawAnswer {
  readonly raw: TransportResponse
  readonly at: AttemptPlace
  /** Cuts the exchange, whatever its transport makes of `discard`. */
  readonly cut: () => void
}

const send = async (input: AttemptInput, progress: AttemptProgress, hop: Hop): Promise<RawAnswer> => {
  const { session, operation, scope, requestId, attempt } = input
  const at = place(input, hop)
  const cutting = new Ending()
  const cut = (): void => cutting.end()
  scope.ending.on(cut)
  const isQuestion = progress.content !== undefined && hop.body === undefined
  try {
    const raw = await exchange(
      session.settings,
      input.transport,
      new HopRequest(input, hop, headersOf(input, hop, isQuestion), cutting),
      cutting,
      { operation: operation.name, subject: operation.subject, requestId, attempt, hop: hop.hop },
      (headers) => {
        progress.sentHeaders = headers
      },
    )
    progress.effectSent ||= !isQuestion && !isFollowedRedirect(raw.status)
    return { raw, at, cut }
  } catch (fault) {
    const contentProblem = progress.content?.problem()
    if (contentProblem !== undefined) throw contentProblem
    // Also where middleware threw something of its own when its signal fired.
    const ended = scope.ended(at.context)
    if (ended !== undefined) throw ended
    if (!(fault instanceof TransportFault)) throw fault
    progress.effectSent ||= !isQuestion && fault.sent
    throw describeFault(fault, at)
  }
}

const answer = (input: AttemptInput, { raw, at, cut }: RawAnswer): Answer => {
  const { body, discard } = openAnswerBody({
    response: raw,
    cut,
    method: input.operation.method,
    place: at,
    scope: input.scope,
  })
  const { context } = at
  return {
    context,
    response: { status: raw.status, headers: raw.headers, body, node: context.node, context, discard },
  }
}

const isRedirection = (status: number): boolean => status >= 300 && status < 400

/** Sends content to where a question was answered with 2xx: until that succeeds the object is empty. */
const sendUnredirected = async (
  input: AttemptInput,
  progress: AttemptProgress,
  hop: Hop,
  discardQuestion: () => void,
): Promise<Answer> => {
  discardQuestion()
  const context = contextOf(input, hop.url)
  const unknown = (cause: AisError): OutcomeUnknownError =>
    new OutcomeUnknownError(
      `${callName(context)}: ${originOf(hop.url)} took the question without a body as the whole call and did not redirect, then sending the content failed; the object may be empty: write it again or delete it`,
      context,
      cause,
    )
  try {
    const sent = await send(input, progress, hop)
    const { status } = sent.raw
    if (status < 300) return answer(input, sent)
    if (status >= 400)
      throw await readApiError(input.operation, answer(input, sent).response, sent.at.context, {
        ...input.headers,
        ...progress.sentHeaders,
      })
    sent.raw.discard()
    throw new RedirectError(
      `${input.operation.name}: ${originOf(hop.url)} answered ${status} to the content after it had taken the question`,
      sent.at.context,
    )
  } catch (error) {
    throw isAisError(error) ? unknown(error) : error
  }
}

/**
 * Makes one attempt: asks the endpoint, follows at most one redirect, and sends content once, to where it belongs.
 * Gives any final answer; throws AisErrors.
 */
export const attemptOnce = async (input: AttemptInput, progress: AttemptProgress): Promise<Answer> => {
  const { operation, json, url } = input
  const { body } = operation
  const content = body === undefined || body.kind === 'json' ? undefined : openContent(body, contextOf(input, url))
  progress.content = content
  // Content is never sent to be redirected: the endpoint is asked with an empty body first.
  const message = json === undefined ? {} : { body: json, sizeBytes: json.length }
  const payload = content === undefined ? message : { body: content.body, sizeBytes: content.sizeBytes }
  const question: Hop = { url, hop: 0, ...(content === undefined ? message : { sizeBytes: 0 }) }
  const first = await send(input, progress, question)

  if (isFollowedRedirect(first.raw.status)) {
    const target = await followRedirect(input, { ...first, url })
    // It is discarded: there is nothing left to cut, and a single listener costs least.
    input.scope.ending.off(first.cut)
    const second = await send(input, progress, { url: target, hop: 1, redirectedBy: first.at.context.node, ...payload })
    if (isRedirection(second.raw.status)) {
      second.raw.discard()
      throw new RedirectError(
        `${operation.name}: ${originOf(target)} redirects again after a redirect; not followed`,
        second.at.context,
      )
    }
    return answer(input, second)
  }
  if (isRedirection(first.raw.status) && operation.accept?.includes(first.raw.status) !== true) {
    first.raw.discard()
    throw new RedirectError(
      `${operation.name}: ${originOf(url)} answered ${first.raw.status}, a redirect that AIStore does not use`,
      first.at.context,
    )
  }
  // Bytes that are none were sent by the question; a stream of stated length 0 has yet to keep its word.
  const isAllSent = body?.kind === 'bytes' && body.bytes.length === 0
  if (content !== undefined && first.raw.status < 300 && !isAllSent)
    return sendUnredirected(input, progress, { url, hop: 0, ...payload }, () => first.raw.discard())
  return answer(input, first)
}
