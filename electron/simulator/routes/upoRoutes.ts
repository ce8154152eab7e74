import { documentAnswer, type Answer } from '../http/answer.ts'
import { parameterOf, referenceOf, type Call, type SignedInCall } from '../http/call.ts'
import { Refused } from '../http/problemDetails.ts'
import type { OpenRoute, ProtectedRoute } from '../http/route.ts'
import { storageError } from '../http/storageError.ts'
import type { Kernel } from '../kernel.ts'
import type { InvoiceRecord, SessionRecord } from '../world/records.ts'
import { linkRefusal } from './linkAccess.ts'
import { invoiceOf, SESSION_PERMISSIONS, visibleSession } from './sessionRoutes.ts'

/** 400/21178, also on the by-reference route, where the contract does not name it (API-NOTES §4). */
export function noSuchUpo(detail: string): Refused {
  return new Refused({ status: 400, code: 21178, description: 'Nie znaleziono UPO dla podanych kryteriów.', details: [detail] })
}

function invoiceUpo(session: SessionRecord, invoice: InvoiceRecord | null, kernel: Kernel, wanted: string): Answer {
  if (invoice?.ksefNumber == null) throw noSuchUpo(`UPO o numerze ${wanted} i numerze referencyjnym sesji ${session.reference} nie zostało znalezione.`)
  return documentAnswer(kernel.upo.invoiceUpo(session, invoice))
}

function byReference(call: SignedInCall, kernel: Kernel): Answer {
  const session = visibleSession(call, kernel)
  const invoice = invoiceOf(call, session)
  return invoiceUpo(session, invoice, kernel, invoice.reference)
}

function byKsefNumber(call: SignedInCall, kernel: Kernel): Answer {
  const session = visibleSession(call, kernel)
  const ksefNumber = parameterOf(call, 'ksefNumber')
  const found = kernel.world.byKsefNumber(ksefNumber)
  return invoiceUpo(session, found?.session.reference === session.reference ? found.invoice : null, kernel, ksefNumber)
}

function sessionPage(call: SignedInCall, kernel: Kernel): Answer {
  const session = visibleSession(call, kernel)
  const reference = referenceOf(call, 'upoReferenceNumber')
  const page = kernel.upo.sessionUpo(session, reference)
  if (page === null) throw noSuchUpo(`UPO o numerze referencyjnym ${reference} dla sesji ${session.reference} nie zostało znalezione.`)
  return documentAnswer(page)
}

/** A document by its link. */
function byLink(kind: 'invoice' | 'page'): OpenRoute['handle'] {
  return (call: Call, kernel: Kernel) => {
    const sessionReference = parameterOf(call, 'session')
    const reference = parameterOf(call, 'reference')
    const refusal = linkRefusal(call, kernel, kind, sessionReference, reference)
    if (refusal !== null) return refusal
    const session = kernel.world.session(sessionReference)
    const invoice = kind === 'invoice' ? session?.find(reference) : null
    if (session !== null && invoice?.ksefNumber != null) return documentAnswer(kernel.upo.invoiceUpo(session, invoice))
    const page = session === null || kind === 'invoice' ? null : kernel.upo.sessionUpo(session, reference)
    return page === null ? storageError(404, 'BlobNotFound', 'The specified blob does not exist.') : documentAnswer(page)
  }
}

export const UPO_ROUTES: readonly ProtectedRoute[] = [
  {
    id: 'sessions.upoByReference',
    method: 'GET',
    path: '/sessions/{referenceNumber}/invoices/{invoiceReferenceNumber}/upo',
    group: 'sessionMisc',
    access: 'protected',
    permissions: SESSION_PERMISSIONS,
    handle: byReference,
  },
  {
    id: 'sessions.upoByKsefNumber',
    method: 'GET',
    path: '/sessions/{referenceNumber}/invoices/ksef/{ksefNumber}/upo',
    group: 'sessionMisc',
    access: 'protected',
    permissions: SESSION_PERMISSIONS,
    handle: byKsefNumber,
  },
  {
    id: 'sessions.upoPage',
    method: 'GET',
    path: '/sessions/{referenceNumber}/upo/{upoReferenceNumber}',
    group: 'sessionMisc',
    access: 'protected',
    permissions: SESSION_PERMISSIONS,
    handle: sessionPage,
  },
]

/** Routes outside the API base, where the links lead. */
export const LINK_ROUTES: readonly OpenRoute[] = [
  { id: 'links.invoiceUpo', method: 'GET', path: '/storage/invoice/{session}/{reference}', group: 'none', access: 'open', handle: byLink('invoice') },
  { id: 'links.sessionUpo', method: 'GET', path: '/storage/page/{session}/{reference}', group: 'none', access: 'open', handle: byLink('page') },
]
