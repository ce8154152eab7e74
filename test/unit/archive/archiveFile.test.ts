import fc from 'fast-check'
import { expect, test } from 'vitest'
import { archiveFileName } from '../../../electron/archive/archiveFile.ts'
import { CONTEXT_IDENTIFIER_TYPES, contextKey, ENVIRONMENTS, type KsefContext } from '../../../electron/shared/model/context.ts'

const contexts: fc.Arbitrary<KsefContext> = fc.record({
  environment: fc.constantFrom(...ENVIRONMENTS),
  identifier: fc.record({ type: fc.constantFrom(...CONTEXT_IDENTIFIER_TYPES), value: fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }) }),
})

test('a file is named for its context', () => {
  expect(archiveFileName({ environment: 'production', identifier: { type: 'Nip', value: '5252248481' } })).toBe('production-nip-5252248481.teczka')
  expect(archiveFileName({ environment: 'demo', identifier: { type: 'NipVatUe', value: '5252248481-DE1/a' } })).toBe('demo-nipvatue-5252248481-DE1_2f__61_.teczka')
})

test('every name is safe on three systems', () => {
  fc.assert(fc.property(contexts, (context) => /^[a-z]+-[a-z]+-[0-9A-Za-z_-]+\.teczka$/.test(archiveFileName(context))))
})

test('different contexts have different files, also where capitals make no difference', () => {
  fc.assert(
    fc.property(contexts, contexts, (one, other) => contextKey(one) === contextKey(other) || archiveFileName(one).toLowerCase() !== archiveFileName(other).toLowerCase()),
  )
})
