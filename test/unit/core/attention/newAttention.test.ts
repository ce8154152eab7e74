import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isWorthTelling, newAttention } from '../../../../electron/core/attention/newAttention.ts'
import type { AttentionSnapshot, NewAttention } from '../../../../electron/core/attention/newAttention.ts'
import { OF_ACCOUNT } from '../../../../electron/core/diagnose/diagnoseAccount.ts'
import { ATTENTION_LISTS } from '../../../../electron/shared/contract/attention.ts'
import { CAUSES } from '../../../../electron/shared/model/diagnosis.ts'

const QUIET: AttentionSnapshot = { entries: [], account: null }
const NONE: NewAttention = { rejected: 0, missingUpo: 0, noAccess: false }

type Entry = AttentionSnapshot['entries'][number]
const todo = (invoiceId: number, cause: Entry['cause']): Entry => ({ invoiceId, list: 'todo', cause })

const entry: fc.Arbitrary<Entry> = fc.record({ invoiceId: fc.integer({ min: 1, max: 30 }), list: fc.constantFrom(...ATTENTION_LISTS), cause: fc.constantFrom(...CAUSES) })
const snapshot: fc.Arbitrary<AttentionSnapshot> = fc.record({
  entries: fc.uniqueArray(entry, { selector: ({ invoiceId }) => invoiceId, maxLength: 20 }),
  account: fc.option(fc.constantFrom(...OF_ACCOUNT)),
})

describe('what is worth a notification', () => {
  test.each<[string, AttentionSnapshot, AttentionSnapshot, NewAttention]>([
    ['a rejected invoice', QUIET, { entries: [todo(1, 'rejected')], account: null }, { ...NONE, rejected: 1 }],
    ['a duplicate', QUIET, { entries: [todo(1, 'duplicate')], account: null }, { ...NONE, rejected: 1 }],
    ['an invoice whose UPO somebody else has', QUIET, { entries: [todo(1, 'sent-from-another-account')], account: null }, { ...NONE, missingUpo: 1 }],
    ['one that waited and was then rejected', { entries: [{ ...todo(1, 'still-processing'), list: 'waiting' }], account: null }, { entries: [todo(1, 'rejected')], account: null }, { ...NONE, rejected: 1 }],
    ['one without UPO that turned out to be rejected', { entries: [todo(1, 'on-no-list')], account: null }, { entries: [todo(1, 'rejected')], account: null }, { ...NONE, rejected: 1 }],
    ['a refused sign-in', QUIET, { entries: [], account: 'sign-in-refused' }, { ...NONE, noAccess: true }],
    ['a lost permission, told once and not by every invoice', { entries: [], account: null }, { entries: [todo(1, 'wrong-context-or-permission'), todo(2, 'wrong-context-or-permission')], account: 'wrong-context-or-permission' }, { ...NONE, noAccess: true }],
  ])('%s', (_what, before, after, expected) => {
    expect(newAttention(before, after)).toEqual(expected)
  })

  test.each<[string, AttentionSnapshot, AttentionSnapshot]>([
    ['what was there before', { entries: [todo(1, 'rejected')], account: 'sign-in-refused' }, { entries: [todo(1, 'rejected')], account: 'sign-in-refused' }],
    ['another reason for the same missing UPO', { entries: [todo(1, 'on-no-list')], account: null }, { entries: [todo(1, 'sent-from-another-account')], account: null }],
    ['another reason for having no access', { entries: [], account: 'sign-in-refused' }, { entries: [], account: 'wrong-context-or-permission' }],
    ['what waits, or was dealt with', QUIET, { entries: [{ ...todo(1, 'still-processing'), list: 'waiting' }, { ...todo(2, 'rejected'), list: 'handled' }], account: null }],
    ['a network that is away, though every invoice without UPO says so', QUIET, { entries: [todo(1, 'no-network'), todo(2, 'no-network')], account: 'no-network' }],
    ['a KSeF that is down', QUIET, { entries: [todo(1, 'ksef-is-down')], account: 'ksef-is-down' }],
    ['a limit that is spent', QUIET, { entries: [], account: 'waits-for-limit' }],
    ['what was settled', { entries: [todo(1, 'rejected')], account: null }, QUIET],
  ])('not %s', (_what, before, after) => {
    expect(newAttention(before, after)).toEqual(NONE)
    expect(isWorthTelling(newAttention(before, after))).toBe(false)
  })

  test('nothing is told twice, and what goes away is never told', () => {
    fc.assert(
      fc.property(snapshot, snapshot, fc.nat(), (before, after, cut) => {
        expect(isWorthTelling(newAttention(after, after))).toBe(false)
        expect(isWorthTelling(newAttention(after, { ...after, entries: after.entries.slice(cut % (after.entries.length + 1)), account: null }))).toBe(false)
        const { rejected, missingUpo } = newAttention(before, after)
        expect(rejected + missingUpo).toBeLessThanOrEqual(after.entries.filter(({ list }) => list === 'todo').length)
      }),
    )
  })
})
