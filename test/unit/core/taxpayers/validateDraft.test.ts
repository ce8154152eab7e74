import { describe, expect, test } from 'vitest'
import { validateDraft } from '../../../../electron/core/taxpayers/validateDraft.ts'
import type { TaxpayerDraft } from '../../../../electron/shared/contract/taxpayers.ts'

const DRAFT: TaxpayerDraft = {
  context: { environment: 'test', identifier: { type: 'Nip', value: '5252248481' } },
  displayName: 'Piekarnia',
  apiBase: null,
  credential: { kind: 'token', token: 'abc' },
}
const CERTIFICATE = { kind: 'certificate', certificateHandle: 'a', keyHandle: null, password: '', subjectIdentifier: null } as const

function withIdentifier(type: TaxpayerDraft['context']['identifier']['type'], value: string, credential: TaxpayerDraft['credential'] = CERTIFICATE): TaxpayerDraft {
  return { ...DRAFT, context: { environment: 'test', identifier: { type, value } }, credential }
}

describe('validateDraft', () => {
  test('keeps the ten digits of a NIP as people write it, and names the taxpayer by them when it has no name', () => {
    expect(validateDraft({ ...withIdentifier('Nip', ' PL 525-224-84-81 '), displayName: '  ' })).toEqual({
      context: { environment: 'test', identifier: { type: 'Nip', value: '5252248481' } },
      displayName: '5252248481',
      apiBase: null,
    })
  })

  test.each([
    ['Nip', '5252248482'],
    ['Nip', '525224848'],
    ['Nip', 'Piekarnia'],
    ['InternalId', '5252248482-12345'],
    ['NipVatUe', 'DE123456789'],
  ] as const)('refuses the %s %s', (type, value) => {
    expect(() => validateDraft(withIdentifier(type, value))).toThrow(expect.objectContaining({ code: 'nip-invalid' }) as Error)
  })

  test.each([
    ['InternalId', '5252248481-12345'],
    ['NipVatUe', '5252248481-DE123456789'],
    ['PeppolId', 'PPL123456'],
  ] as const)('takes the %s %s with a certificate', (type, value) => {
    expect(validateDraft(withIdentifier(type, value)).context.identifier).toEqual({ type, value })
  })

  test.each([
    ['NipVatUe', '5252248481-DE123456789'],
    ['PeppolId', 'PPL123456'],
  ] as const)('refuses a token for a %s', (type, value) => {
    expect(() => validateDraft(withIdentifier(type, value, DRAFT.credential))).toThrow(expect.objectContaining({ details: { reason: 'token-context' } }) as Error)
  })

  test('wants the address of a simulator, and none for KSeF itself', () => {
    expect(() => validateDraft({ ...DRAFT, apiBase: 'http://127.0.0.1:1/v2' })).toThrow(expect.objectContaining({ code: 'invalid-request' }) as Error)
    const simulated = { ...DRAFT, context: { ...DRAFT.context, environment: 'simulator' as const } }
    expect(() => validateDraft(simulated)).toThrow(expect.objectContaining({ code: 'invalid-request' }) as Error)
    expect(validateDraft({ ...simulated, apiBase: 'http://127.0.0.1:1/v2' }).apiBase).toBe('http://127.0.0.1:1/v2')
  })
})
