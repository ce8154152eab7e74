import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nipFromNineDigits } from '../../../../../electron/shared/model/nip.ts'
import { readIdentifier } from '../../../../../renderer/features/taxpayers/identifier.ts'

describe('readIdentifier', () => {
  it('reads a NIP as people write it', () => {
    for (const typed of ['5252248481', 'PL 525-224-84-81', ' pl5252248481 ']) expect(readIdentifier('Nip', typed)).toEqual({ kind: 'right', value: '5252248481' })
  })

  it('waits while a NIP is typed, and tells a wrong check digit and a wrong shape', () => {
    for (const typed of ['', 'P', 'PL', '525-22', '525224848']) expect(readIdentifier('Nip', typed)).toEqual({ kind: 'unfinished' })
    expect(readIdentifier('Nip', '5252248482')).toEqual({ kind: 'wrong', problem: 'nip-checksum' })
    expect(readIdentifier('Nip', '52522484811')).toEqual({ kind: 'wrong', problem: 'shape' })
    expect(readIdentifier('Nip', 'Firma')).toEqual({ kind: 'wrong', problem: 'shape' })
  })

  it('calls no beginning of a right NIP wrong', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{8}$/), fc.integer({ min: 0, max: 9 }), (nine, length) => {
        const nip = nipFromNineDigits(nine)
        return nip === null || readIdentifier('Nip', nip.slice(0, length)).kind === 'unfinished'
      }),
    )
  })

  it('reads the other identifiers by their shapes', () => {
    expect(readIdentifier('InternalId', '5252248481-12345')).toEqual({ kind: 'right', value: '5252248481-12345' })
    expect(readIdentifier('InternalId', '5252248482-12345')).toEqual({ kind: 'wrong', problem: 'nip-checksum' })
    expect(readIdentifier('NipVatUe', '5252248481-de811569869')).toEqual({ kind: 'right', value: '5252248481-DE811569869' })
    expect(readIdentifier('PeppolId', 'PPL123456')).toEqual({ kind: 'right', value: 'PPL123456' })
    expect(readIdentifier('InternalId', '5252248481-1')).toEqual({ kind: 'unfinished' })
  })
})
