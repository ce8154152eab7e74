import { expect, test } from 'vitest'
import { addMany } from '../../../../electron/core/clients/addMany.ts'
import type { UsableCredential } from '../../../../electron/core/taxpayers/taxpayers.ts'
import { TaxpayerId } from '../../../../electron/shared/contract/common.ts'
import type { TaxpayerSummary } from '../../../../electron/shared/contract/taxpayers.ts'
import { AppError } from '../../../../electron/shared/errors.ts'

const [ONE, TWO, THREE] = ['5252248481', '5260250274', '1132191233'] as const
const token = (nip: string): string => `20260201-EC-1E0A2B3C4D-5E6F7A8B9C-0D|nip-${nip}|${'0f'.repeat(32)}`

/** Taxpayers whose second NIP cannot be added; says with what each was. */
function office(listed: readonly string[] = []) {
  const added: (readonly [nip: string, name: string, credential: unknown])[] = []
  const usable = (credential: unknown): UsableCredential => ({ stored: credential }) as unknown as UsableCredential
  return {
    added,
    taxpayers: {
      list: () => listed.map((value) => ({ context: { environment: 'test', identifier: { type: 'Nip', value } } }) as unknown as TaxpayerSummary),
      gather: usable,
      usableOf: (id: TaxpayerId) => Promise.resolve(usable({ keptBy: id })),
      addWith: ({ context, displayName }: { readonly context: { readonly identifier: { readonly value: string } }; readonly displayName: string }, { stored }: UsableCredential) => {
        if (context.identifier.value === TWO) return Promise.reject(new AppError('archive-disk-full'))
        added.push([context.identifier.value, displayName, stored])
        return Promise.resolve({ id: TaxpayerId.parse(added.length) } as unknown as TaxpayerSummary)
      },
    },
  }
}
const where = { environment: 'test', apiBase: null } as const

test('one that cannot be added never stops the others, and each that was not says why', async () => {
  const { taxpayers, added } = office([THREE])
  const credential = { kind: 'same-as', taxpayerId: TaxpayerId.parse(7) } as const
  const result = await addMany({ ...where, text: `Nazwa\n${TWO}\n${ONE} Żuk\n${THREE}`, credential, taxpayers })
  expect(result).toEqual({
    added: [1],
    refused: [
      { line: 1, text: 'Nazwa', reason: { problem: 'no-identifier' } },
      { line: 2, text: TWO, reason: { error: { code: 'archive-disk-full', details: {} } } },
      { line: 4, text: THREE, reason: { problem: 'already-listed' } },
    ],
  })
  expect(added).toEqual([[ONE, 'Żuk', { keptBy: 7 }]])
})

test('a token on the line of a client goes before the credential of all; without either nobody is added', async () => {
  const { taxpayers, added } = office()
  const { refused } = await addMany({ ...where, text: `${ONE} ${token(ONE)}\n${THREE}`, credential: null, taxpayers })
  expect(added).toEqual([[ONE, ONE, { kind: 'token', token: token(ONE) }]])
  expect(refused).toEqual([{ line: 2, text: THREE, reason: { error: { code: 'credential-missing', details: {} } } }])
})
