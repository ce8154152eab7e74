import { expect, it } from 'vitest'
import { RequestFailed, unwrap } from '../../../../renderer/api/client.ts'

it('gives the value of an answer', async () => {
  await expect(unwrap(Promise.resolve({ ok: true, value: 7 } as const))).resolves.toBe(7)
})

it('throws a refusal with its code, details and incident number', async () => {
  const error = { code: 'archive-busy', details: { file: 'a.upo' }, incidentId: 'i-1' } as const
  await expect(unwrap(Promise.resolve({ ok: false, error } as const))).rejects.toMatchObject({ ...error, name: 'RequestFailed' })
  await expect(unwrap(Promise.resolve({ ok: false, error } as const))).rejects.toBeInstanceOf(RequestFailed)
})
