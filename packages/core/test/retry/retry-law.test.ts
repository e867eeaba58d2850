import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AbortedError } from '../../src/errors/aborted-error.js'
import { ApiError } from '../../src/errors/api-error.js'
import type { ApiErrorCode } from '../../src/errors/api-error-code.js'
import type { AisError } from '../../src/errors/ais-error.js'
import { ChecksumError } from '../../src/errors/checksum-error.js'
import { DecodeError } from '../../src/errors/decode-error.js'
import { InvalidInputError } from '../../src/errors/invalid-input-error.js'
import { JobError } from '../../src/errors/job-error.js'
import { LocalFileError } from '../../src/errors/local-file-error.js'
import { NotReplayableError } from '../../src/errors/not-replayable-error.js'
import { NotSupportedError } from '../../src/errors/not-supported-error.js'
import { ObjectChangedError } from '../../src/errors/object-changed-error.js'
import { OutcomeUnknownError } from '../../src/errors/outcome-unknown-error.js'
import { RedirectError } from '../../src/errors/redirect-error.js'
import { TimeoutError, type TimeoutPhase } from '../../src/errors/timeout-error.js'
import { UnreachableError } from '../../src/errors/unreachable-error.js'
import { backoffMs, maxRetryAfterMs } from '../../src/retry/backoff.js'
import { parseRetryAfterMs, retryAfterMsOf } from '../../src/retry/retry-after.js'
import { headersOfLines } from '../../src/transport/header-lines.js'
import { TransportFault, type TransportFaultKind } from '../../src/transport/transport.js'
import { RetryBudget } from '../../src/retry/retry-budget.js'
import { conditionOf, nextDelayMs, retryLaw, retryVerdict } from '../../src/retry/retry-law.js'

const context = { operation: 'test.call' }
const api = (status: number, code: ApiErrorCode = 'Other', retryAfterMs?: number): ApiError =>
  new ApiError({ code, status, tcode: '', serverMessage: '', retryAfterMs }, 'failed', context)
const timeout = (phase: TimeoutPhase): TimeoutError => new TimeoutError(phase, 1, 'late', context)
const gone = (kind?: TransportFaultKind): UnreachableError =>
  new UnreachableError('gone', context, kind === undefined ? undefined : new TransportFault(kind, 'gone', true))
const unreachable = gone('reset')

/** Verdicts for nothing sent, sent and idempotent, sent and not; each also with a body that is spent. */
const verdicts = (error: AisError): readonly string[] => {
  const condition = conditionOf(error)
  return [
    [false, true],
    [false, false],
    [true, true],
    [true, false],
  ].flatMap(([effectSent = false, idempotent = false]) =>
    [false, true].map((bodySpent) => retryVerdict({ condition, effectSent, bodySpent }, idempotent)),
  )
}
const again = ['retry', 'not-replayable']

describe('retryVerdict', () => {
  it.each<[string, AisError]>([
    ['refused connection', gone('connect')],
    ['connect timeout below HTTP', gone('connect-timeout')],
    ['connect timeout', timeout('connect')],
  ])('%s: nothing was sent, so it is tried again', (_, error) => {
    expect(verdicts(error)).toEqual([...again, ...again, ...again, ...again])
  })

  it.each<[string, AisError]>([
    ['reset', gone('reset')],
    ['protocol', gone('protocol')],
    ['cut', gone('truncated')],
    ['wrong length', gone()],
    ['headers timeout', timeout('headers')],
    ['idle timeout', timeout('idle')],
  ])('%s: nobody knows what has happened', (_, error) => {
    expect(verdicts(error)).toEqual([...again, ...again, ...again, 'unknown', 'unknown'])
  })

  it.each([429, 500, 502, 503, 504])('%i: the server says that it failed', (status) => {
    expect(verdicts(api(status))).toEqual([...again, ...again, ...again, 'fail', 'fail'])
  })

  it.each<[string, AisError]>([
    ['untrusted certificate', gone('tls')],
    ['wrong checksum', api(500, 'ChecksumMismatch')],
    ['total timeout', timeout('total')],
    ...[400, 401, 403, 404, 405, 409, 410, 416, 423, 501, 507].map<[string, AisError]>((status) => [
      String(status),
      api(status),
    ]),
    ['aborted', new AbortedError('ended', context)],
    ['decode', new DecodeError('', 'is odd', context)],
    ['input', new InvalidInputError('x', 'is odd', context)],
    ['redirect', new RedirectError('odd', context)],
    ['outcome unknown', new OutcomeUnknownError('odd', context)],
    ['checksum', new ChecksumError({ type: 'xxhash2', expected: 'a', actual: 'b' }, 'odd', context)],
    ['changed', new ObjectChangedError('odd', context)],
    ['not replayable', new NotReplayableError('odd', context)],
    ['not supported', new NotSupportedError('odd', context)],
    ['job', new JobError('odd', context)],
    ['file', new LocalFileError('/f', 'odd', context)],
  ])('%s is never tried again', (_, error) => {
    expect(new Set(verdicts(error))).toEqual(new Set(['fail']))
  })
})

describe('retryLaw', () => {
  it.each(Object.entries(retryLaw))('says in words what %s is', (_, { what }) => {
    expect(what.length).toBeGreaterThan(7)
  })

  it('takes reading up again after trouble with the connection, and after nothing else', () => {
    const resumed = Object.entries(retryLaw).flatMap(([name, { reading }]) => (reading === 'resume' ? [name] : []))
    expect(resumed).toEqual(['not-connected', 'connect-timeout', 'broke', 'headers-timeout', 'idle-timeout', 'cut'])
    expect(Object.values(retryLaw).every(({ reading }) => reading === 'resume' || reading === 'fail')).toBe(true)
  })

  it.each<[AisError, string]>([
    [gone('connect'), 'not-connected'],
    [gone('connect-timeout'), 'connect-timeout'],
    [gone('tls'), 'untrusted'],
    [gone('truncated'), 'cut'],
    [gone('reset'), 'broke'],
    [gone('protocol'), 'broke'],
    [gone(), 'cut'],
    [timeout('connect'), 'connect-timeout'],
    [timeout('headers'), 'headers-timeout'],
    [timeout('idle'), 'idle-timeout'],
    [timeout('total'), 'call-ended'],
    [api(429), 'status-429'],
    [api(500), 'status-500'],
    [api(502), 'status-502'],
    [api(503), 'status-503'],
    [api(504), 'status-504'],
    [api(500, 'ChecksumMismatch'), 'wrong-checksum'],
    [api(404), 'other-status'],
    [new DecodeError('', 'is odd', context), 'odd-answer'],
    [new RedirectError('odd', context), 'redirect'],
    [new AbortedError('ended', context), 'call-ended'],
    [new InvalidInputError('x', 'is odd', context), 'settled'],
    [new JobError('odd', context), 'settled'],
  ])('%s is the condition %s', (error, condition) => {
    expect(conditionOf(error)).toBe(condition)
  })
})

describe('waits', () => {
  const bounds = { baseDelayMs: 100, maxDelayMs: 10_000, maxAttempts: 5 }

  it('are drawn from 0 to a bound that doubles up to the maximum', () => {
    expect([1, 2, 3, 7, 8, 20].map((attempt) => backoffMs(attempt, bounds, () => 1))).toEqual([
      100, 200, 400, 6_400, 10_000, 10_000,
    ])
    expect(backoffMs(5, bounds, () => 0)).toBe(0)
    expect(backoffMs(2, bounds, () => 0.5)).toBe(100)
  })

  it('end with the last attempt', () => {
    expect(nextDelayMs(4, unreachable, bounds)).toBeLessThanOrEqual(800)
    expect(nextDelayMs(5, unreachable, bounds)).toBeUndefined()
  })

  it('are left out once, after a reset', () => {
    expect(nextDelayMs(1, unreachable, bounds)).toBe(0)
    const drawn = Array.from({ length: 50 }, () => nextDelayMs(2, unreachable, bounds) ?? 0)
    expect(Math.max(...drawn)).toBeGreaterThan(0)
  })

  it('are as long as the server asks, up to a limit', () => {
    expect(nextDelayMs(1, api(503, 'Unavailable', 5_000), bounds)).toBe(5_000)
    expect(nextDelayMs(1, api(503, 'Unavailable', maxRetryAfterMs), bounds)).toBe(maxRetryAfterMs)
    expect(nextDelayMs(1, api(503, 'Unavailable', maxRetryAfterMs + 1), bounds)).toBeUndefined()
    expect(nextDelayMs(1, api(503, 'Unavailable', 1), { ...bounds, baseDelayMs: 0 })).toBe(1)
    expect(nextDelayMs(1, api(503), { ...bounds, baseDelayMs: 0 })).toBe(0)
  })
})

describe('parseRetryAfterMs', () => {
  const now = Date.parse('Tue, 24 Nov 2026 12:00:00 GMT')

  it.each([
    ['0', 0],
    [' 7 ', 7_000],
    ['99999999', 99_999_999_000],
    ['Tue, 24 Nov 2026 12:00:05 GMT', 5_000],
    ['Tue, 24 Nov 2026 11:00:00 GMT', 0],
    ['', undefined],
    [undefined, undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['12x', undefined],
    ['x12', undefined],
    ['xTue, 24 Nov 2026 12:00:05 GMT', undefined],
    ['Tue, 24 Nov 2026 12:00:00 GMT', 0],
    ['tue, 24 nov 2026 12:00:05 gmt', undefined],
    ['Not a date', undefined],
    ['9'.repeat(400), undefined],
  ])('reads %j as %j', (value, expected) => {
    expect(parseRetryAfterMs(value, now)).toBe(expected)
  })

  it('gives a time to wait or nothing for any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const ms = parseRetryAfterMs(text, now)
        expect(ms === undefined || (Number.isFinite(ms) && ms >= 0)).toBe(true)
      }),
    )
  })
})

describe('retryAfterMsOf', () => {
  it('counts a date from the clock of the server, whatever the one here says', () => {
    const headers = headersOfLines([
      'Date',
      'Sat, 01 Jan 2000 00:00:00 GMT',
      'Retry-After',
      'Sat, 01 Jan 2000 00:00:03 GMT',
    ])
    expect(retryAfterMsOf(headers)).toBe(3_000)
  })

  it.each(['', 'soon'])('takes the clock here for an answer with Date %j', (date) => {
    const inAMinute = new Date(Date.now() + 60_000).toUTCString()
    const headers = headersOfLines(['date', date, 'retry-after', inAMinute])
    expect(retryAfterMsOf(headers)).toBeGreaterThan(50_000)
    expect(retryAfterMsOf(headers)).toBeLessThanOrEqual(60_000)
  })

  it('is nothing where nothing is asked', () => {
    expect(retryAfterMsOf(headersOfLines([]))).toBeUndefined()
  })
})

describe('RetryBudget', () => {
  const spendAll = (budget: RetryBudget): number => {
    let count = 0
    while (count < 100 && budget.spend()) count += 1
    return count
  }

  it('allows a reserve at first, then a share of the calls', () => {
    const budget = new RetryBudget(0.1)
    expect(spendAll(budget)).toBe(10)
    for (let call = 0; call < 25; call += 1) budget.earn()
    expect(spendAll(budget)).toBe(2)
  })

  it('allows few retries of attempts that were not answered in time', () => {
    const budget = new RetryBudget(0.1)
    let count = 0
    while (count < 100 && budget.spend(true)) count += 1
    expect(count).toBe(2)
    for (let call = 0; call < 45; call += 1) budget.earn()
    expect(budget.spend(true)).toBe(false)
    expect(spendAll(budget)).toBe(4)
  })

  it('is fed less by calls that found nothing but trouble', () => {
    const budget = new RetryBudget(0.1)
    spendAll(budget)
    for (let call = 0; call < 81; call += 1) budget.earn(true)
    expect(spendAll(budget)).toBe(2)
  })

  it('does not save up more than the reserve', () => {
    const budget = new RetryBudget(1)
    for (let call = 0; call < 1_000; call += 1) budget.earn()
    expect(spendAll(budget)).toBe(10)
  })
})
