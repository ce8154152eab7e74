import { expect, test } from 'vitest'
import { lookAtAccess } from '../../../../electron/core/clients/lookAtAccess.ts'
import { TaxpayerId } from '../../../../electron/shared/contract/common.ts'
import type { ConnectionReport } from '../../../../electron/shared/contract/taxpayers.ts'
import { AppError } from '../../../../electron/shared/errors.ts'

const ids = Array.from({ length: 40 }, (_, index) => TaxpayerId.parse(index + 1))
const REPORT: ConnectionReport = { ok: true, error: null, invoices: 'yes', upo: 'all', permissions: [], requestText: null, certificate: null }

test('looks at every client, a few at a time; what fails for one never stops the others', async () => {
  const looked: TaxpayerId[] = []
  const failures: unknown[] = []
  const steps: number[] = []
  let running = 0
  let most = 0
  await lookAtAccess({
    taxpayerIds: ids,
    taxpayers: {
      test: async (id) => {
        most = Math.max(most, (running += 1))
        await new Promise((resolve) => setTimeout(resolve, 1))
        running -= 1
        looked.push(id)
        if (id === 5) throw new AppError('taxpayer-left')
        if (id === 6) throw new Error('a fault of the program')
        return REPORT
      },
    },
    signal: new AbortController().signal,
    onProgress: ({ done }) => steps.push(done),
    logFailure: (id) => failures.push(id),
  })
  expect([looked.length, most, failures, steps.at(-1)]).toEqual([40, 4, [6], 40])
})

test('stopped, it ends as cancelled and begins no other', async () => {
  const stop = new AbortController()
  const looked: TaxpayerId[] = []
  const test = (id: TaxpayerId): Promise<ConnectionReport> => {
    looked.push(id)
    if (id === 8) stop.abort(new AppError('cancelled'))
    return Promise.resolve(REPORT)
  }
  const look = lookAtAccess({ taxpayerIds: ids, taxpayers: { test }, signal: stop.signal, onProgress: () => undefined, logFailure: () => undefined })
  await expect(look).rejects.toMatchObject({ code: 'cancelled' })
  expect(looked.length).toBeLessThan(14)
})
