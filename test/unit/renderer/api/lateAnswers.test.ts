import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { unwrap, unwrapChoice } from '../../../../renderer/api/client.ts'
import { isAnyAnswerLate } from '../../../../renderer/api/lateAnswers.ts'

const LONG_MS = 60_000

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** An answer that comes after a while. */
function answerAfter(ms: number) {
  return new Promise<{ readonly ok: true; readonly value: 7 }>((resolve) => setTimeout(resolve, ms, { ok: true, value: 7 }))
}

it('counts an answer as late until it comes', async () => {
  const answer = unwrap(answerAfter(LONG_MS))
  await vi.advanceTimersByTimeAsync(29_000)
  expect(isAnyAnswerLate()).toBe(false)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(isAnyAnswerLate()).toBe(true)
  await vi.advanceTimersByTimeAsync(LONG_MS)
  await expect(answer).resolves.toBe(7)
  expect(isAnyAnswerLate()).toBe(false)
})

it('lets a person choose as long as they like', async () => {
  const answer = unwrapChoice(answerAfter(LONG_MS))
  await vi.advanceTimersByTimeAsync(31_000)
  expect(isAnyAnswerLate()).toBe(false)
  await vi.advanceTimersByTimeAsync(LONG_MS)
  await expect(answer).resolves.toBe(7)
})

it('takes a late refusal for an answer too', async () => {
  const refused = unwrap(answerAfter(LONG_MS).then(() => ({ ok: false, error: { code: 'archive-busy', details: {}, incidentId: 'i-1' } }) as const))
  const seen = expect(refused).rejects.toMatchObject({ code: 'archive-busy' })
  await vi.advanceTimersByTimeAsync(31_000)
  expect(isAnyAnswerLate()).toBe(true)
  await vi.advanceTimersByTimeAsync(LONG_MS)
  await seen
  expect(isAnyAnswerLate()).toBe(false)
})
