import { documentAnswer, type Answer } from '../http/answer.ts'
import { invalidInput, parameterOf, type SignedInCall } from '../http/call.ts'
import { Refused } from '../http/problemDetails.ts'
import type { ProtectedRoute } from '../http/route.ts'
import type { Kernel } from '../kernel.ts'
import { partiesOf } from '../world/acceptedInvoices.ts'

const KSEF_NUMBER = /^\d{10}-\d{8}-[0-9A-F]{6}-?[0-9A-F]{6}-[0-9A-F]{2}$/

/** 400/21165: the number is given before the file can be had (API-NOTES §6, trap 4). */
export function notAvailableYet(ksefNumber: string): Refused {
  return new Refused({
    status: 400,
    code: 21165,
    description: 'Faktura o podanym numerze KSeF nie jest jeszcze dostępna.',
    details: [`Faktura o numerze KSeF ${ksefNumber} została przetworzona, ale nie jest jeszcze dostępna do pobrania. Spróbuj ponownie później.`],
  })
}

function byKsefNumber(call: SignedInCall, kernel: Kernel): Answer {
  const ksefNumber = parameterOf(call, 'ksefNumber')
  if (!KSEF_NUMBER.test(ksefNumber)) throw invalidInput("'ksefNumber' nie jest numerem KSeF.")
  const found = kernel.world.byKsefNumber(ksefNumber)
  const parties = found?.invoice.face === null || found === null ? [] : Object.values(partiesOf(found.invoice.face)).flat()
  const isParty = parties.some(({ identifier }) => identifier.value === call.principal.contextNip)
  if (found === null || !isParty) {
    throw new Refused({
      status: 400,
      code: 21164,
      description: 'Faktura o podanym identyfikatorze nie istnieje.',
      details: [`Faktura o numerze KSeF ${ksefNumber} nie została znaleziona.`],
    })
  }
  if ((found.invoice.storedAt ?? Infinity) > kernel.clock.now()) throw notAvailableYet(ksefNumber)
  return documentAnswer(found.invoice.file())
}

export const INVOICE_ROUTES: readonly ProtectedRoute[] = [
  {
    id: 'invoices.byKsefNumber',
    method: 'GET',
    path: '/invoices/ksef/{ksefNumber}',
    group: 'invoiceDownload',
    access: 'protected',
    permissions: ['InvoiceRead'],
    handle: byKsefNumber,
  },
]
