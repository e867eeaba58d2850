import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AbortedError } from '../../src/errors/aborted-error.js'
import { ApiError } from '../../src/errors/api-error.js'
import type { ApiErrorCode } from '../../src/errors/api-error-code.js'
import type { AisError } from '../../src/errors/ais-error.js'
import { DecodeError } from '../../src/errors/decode-error.js'
import { InvalidInputError } from '../../src/errors/invalid-input-error.js'
import { OutcomeUnknownError } from '../../src/errors/outcome-unknown-error.js'
import { RedirectError } from '../../src/errors/redirect-error.js'
import { TimeoutError, type TimeoutPhase } from '../../src/errors/timeout-error.js'
import { UnreachableError } from '../../src/errors/unreachable-error.js'
import { backoffMs, maxRetryAfterMs } from '../../src/retry/backoff.js'
import { parseRetryAfterMs } from '../../src/retry/retry-after.js'
import { RetryBudget } from '../../src/retry/retry-budget.js'
import { nextDelayMs, retryVerdict } from '../../src/retry/retry-law.js'

const context = { operation: 'test.call' }
const api = (status: number, code: ApiErrorCode = 'Other', retryAfterMs?: number): ApiError =>
  new ApiError({ code, status, tcode: '', serverMessage: '', retryAfterMs }, 'failed', context)
const timeout = (phase: TimeoutPhase): TimeoutError => new TimeoutError(phase, 1, 'late', context)
const unreachable = new UnreachableError('gone', context)

describe('retryVerdict', () => {
  it.each<[string, AisError]>([
    ['unreachable', unreachable],
    ['connect timeout', timeout('connect')],
    ['headers timeout', timeout('headers')],
    ['idle timeout', timeout('idle')],
    ['429', api(429)],
    ['500', api(500)],
    ['502', api(502)],
    ['503', api(503)],
    ['504', api(504)],
  ])('%s is tried again unless it may have taken effect twice', (_, error) => {
    const verdict = (effectSent: boolean, bodySpent: boolean, idempotent: boolean): string =>
      retryVerdict({ error, effectSent, bodySpent }, idempotent)
    expect(verdict(false, false, true)).toBe('retry')
    expect(verdict(true, false, true)).toBe('retry')
    expect(verdict(false, false, false)).toBe('retry')
    expect(verdict(true, false, false)).toBe('fail')
    expect(verdict(true, true, true)).toBe('not-replayable')
    expect(verdict(true, true, false)).toBe('fail')
    expect(retryVerdict({ error, effectSent: false, bodySpent: false, fault: 'tls' }, true)).toBe('fail')
  })

  it.each<[string, AisError]>([
    ['wrong checksum', api(500, 'ChecksumMismatch')],
    ['total timeout', timeout('total')],
    ['400', api(400)],
    ['404', api(404, 'ObjectNotFound')],
    ['409', api(409, 'GetConflict')],
    ['501', api(501)],
    ['aborted', new AbortedError('ended', context)],
    ['decode', new DecodeError('', 'is odd', context)],
    ['input', new InvalidInputError('x', 'is odd', context)],
    ['redirect', new RedirectError('odd', context)],
    ['outcome unknown', new OutcomeUnknownError('odd', context)],
  ])('%s is never tried again', (_, error) => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), fc.boolean(), (effectSent, bodySpent, idempotent) => {
        expect(retryVerdict({ error, effectSent, bodySpent }, idempotent)).toBe('fail')
      }),
    )
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
    expect(nextDelayMs(4, unreachable, undefined, bounds)).toBeLessThanOrEqual(800)
    expect(nextDelayMs(5, unreachable, undefined, bounds)).toBeUndefined()
  })

  it('are left out once, after a reset', () => {
    expect(nextDelayMs(1, unreachable, 'reset', bounds)).toBe(0)
    const drawn = Array.from({ length: 50 }, () => nextDelayMs(2, unreachable, 'reset', bounds) ?? 0)
    expect(Math.max(...drawn)).toBeGreaterThan(0)
  })

  it('are as long as the server asks, up to a limit', () => {
    expect(nextDelayMs(1, api(503, 'Unavailable', 5_000), undefined, bounds)).toBe(5_000)
    expect(nextDelayMs(1, api(503, 'Unavailable', maxRetryAfterMs), undefined, bounds)).toBe(maxRetryAfterMs)
    expect(nextDelayMs(1, api(503, 'Unavailable', maxRetryAfterMs + 1), undefined, bounds)).toBeUndefined()
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

  it('does not save up more than the reserve', () => {
    const budget = new RetryBudget(1)
    for (let call = 0; call < 1_000; call += 1) budget.earn()
    expect(spendAll(budget)).toBe(10)
  })
})
