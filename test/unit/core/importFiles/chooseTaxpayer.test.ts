import { describe, expect, test } from 'vitest'
import { chooseTaxpayer, type ImportTaxpayer } from '../../../../electron/core/importFiles/chooseTaxpayer.ts'
import type { Belonging } from '../../../../electron/core/importFiles/readDocuments.ts'
import type { Environment } from '../../../../electron/shared/model/context.ts'

const [A, B, C] = ['5252248481', '5265877635', '1234563218'] as const

function taxpayer(id: number, value: string, environment: Environment = 'production', type: 'Nip' | 'InternalId' | 'NipVatUe' = 'Nip'): ImportTaxpayer {
  return { id, context: { environment, identifier: { type, value } }, leftAt: null }
}

const LIST = [taxpayer(1, A), taxpayer(2, B), taxpayer(3, A, 'test'), taxpayer(4, `${C}-12345`, 'production', 'InternalId')]
const NOBODY = { currentId: null, otherwiseId: null }

function upo(over: Partial<Extract<Belonging, { what: 'upo' }>>): Belonging {
  return { what: 'upo', context: null, environment: 'production', sellerNips: [], ...over }
}

function invoice(sellerNip: string | null, buyerNip: string | null = null, otherNips: readonly string[] = []): Belonging {
  return { what: 'invoice', sellerNip, buyerNip, otherNips }
}

describe('whose a document is', () => {
  test.each<[string, Belonging, object, number | string]>([
    ['a UPO belongs to its sender', upo({ context: { type: 'Nip', value: A }, sellerNips: [B] }), NOBODY, 1],
    ['a UPO of the test environment to the company there', upo({ context: { type: 'Nip', value: A }, environment: 'test' }), NOBODY, 3],
    ['a UPO without a known sender to its only seller', upo({ context: { type: 'Nip', value: '9999999999' }, sellerNips: [B] }), NOBODY, 2],
    ['one that names strangers beside it goes nowhere by itself', upo({ context: { type: 'Nip', value: '9999999999' }, sellerNips: [B, '1111111111'] }), { currentId: 2, otherwiseId: null }, 'others-too'],
    ['… unless the person says where', upo({ context: { type: 'Nip', value: '9999999999' }, sellerNips: [B, '1111111111'] }), { currentId: 2, otherwiseId: 2 }, 2],
    ['a UPO of an internal id to that one', upo({ context: { type: 'InternalId', value: `${C}-12345` } }), NOBODY, 4],
    ['a collective UPO of two known sellers cannot be told', upo({ sellerNips: [A, B] }), NOBODY, 'several-companies'],
    ['a UPO of a receiver that is not KSeF is none of production', upo({ context: { type: 'Nip', value: B }, environment: 'unknown' }), NOBODY, 'other-environment'],
    ['a demo UPO is not put into production by its company', upo({ context: { type: 'Nip', value: B }, environment: 'demo' }), NOBODY, 'other-environment'],
    ['an invoice belongs to its seller', invoice(B, A), NOBODY, 2],
    ['else to its buyer', invoice('9999999999', B), NOBODY, 2],
    ['else to another party', invoice('9999999999', null, [B]), NOBODY, 2],
    ['one company in two environments: the person says', invoice(A), NOBODY, 'several-companies'],
    ['… or the window in which it began', invoice(A), { currentId: 3, otherwiseId: null }, 3],
    ['… or the command line', invoice(A), { currentId: null, otherwiseId: 1 }, 1],
    ['an unknown company goes nowhere', invoice('9999999999'), { currentId: 1, otherwiseId: null }, 'unknown-company'],
    ['… unless the person says where', invoice('9999999999'), { currentId: 1, otherwiseId: 2 }, 2],
    ['what is clear does not go elsewhere, whatever was said', invoice(B), { currentId: 1, otherwiseId: 1 }, 2],
  ])('%s', (_what, belonging, choice, expected) => {
    const found = chooseTaxpayer(belonging, LIST, { ...NOBODY, ...choice })
    expect(typeof found === 'string' ? found : found.id).toBe(expected)
  })

  test.each<[string, Belonging, object, number | string]>([
    ['an invoice of a company that left goes nowhere', invoice(A), NOBODY, 'company-left'],
    ['… wherever the person wants what cannot be told', invoice(A), { currentId: 2, otherwiseId: 2 }, 'company-left'],
    ['a UPO that it sent for itself and others neither', upo({ context: { type: 'Nip', value: A }, sellerNips: [A, B] }), NOBODY, 'company-left'],
    ['what it sent for one that is here alone is that one’s', upo({ context: { type: 'Nip', value: A }, sellerNips: [B] }), NOBODY, 2],
    ['what it sold to a company that is here is that one’s purchase', invoice(A, B), NOBODY, 2],
    ['what another company sold is not its own', invoice(B, A), NOBODY, 2],
    ['a stranger’s stays a stranger’s', invoice('9999999999'), NOBODY, 'unknown-company'],
  ])('%s', (_what, belonging, choice, expected) => {
    const found = chooseTaxpayer(belonging, [{ ...taxpayer(1, A), leftAt: '2026-09-01T00:00:00.000Z' }, taxpayer(2, B)], { ...NOBODY, ...choice })
    expect(typeof found === 'string' ? found : found.id).toBe(expected)
  })
})
