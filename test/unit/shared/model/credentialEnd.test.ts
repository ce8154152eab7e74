import { expect, test } from 'vitest'
import { credentialEnd } from '../../../../electron/shared/model/credentialEnd.ts'

test.each([
  ['token', null, '2026-06-01', null],
  ['token', null, '2026-11-27', { kind: 'tokens-end', lastDay: '2026-12-31' }],
  ['token', null, '2026-12-31', { kind: 'tokens-end', lastDay: '2026-12-31' }],
  ['token', null, '2027-01-01', { kind: 'tokens-ended', lastDay: '2026-12-31' }],
  ['certificate', '2027-03-01', '2027-01-14', null],
  ['certificate', '2027-03-01', '2027-01-15', { kind: 'certificate-expires', lastDay: '2027-03-01' }],
  ['certificate', '2027-03-01', '2027-03-01', { kind: 'certificate-expires', lastDay: '2027-03-01' }],
  ['certificate', '2027-03-01', '2027-03-02', { kind: 'certificate-expired', lastDay: '2027-03-01' }],
  [null, null, '2027-03-02', null],
] as const)('a %s (until %s) on %s', (kind, certificateLastDay, today, expected) => {
  expect(credentialEnd({ kind, certificateLastDay }, today)).toEqual(expected)
})
