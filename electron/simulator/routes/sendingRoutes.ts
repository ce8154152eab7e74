import { sha256Base64 } from '../../crypto/hash.ts'
import type { Permission } from '../auth/principal.ts'
import { emptyAnswer, jsonAnswer, type Answer } from '../http/answer.ts'
import { invalidInput, jsonBodyOf, objectOf, referenceOf, textOf, type JsonObject, type SignedInCall } from '../http/call.ts'
import { Refused } from '../http/problemDetails.ts'
import type { ProtectedRoute } from '../http/route.ts'
import type { Kernel } from '../kernel.ts'
import { openSentSession, type SentSession } from '../sending/sentSession.ts'
import { toKsefTime } from '../time.ts'
import type { InvoiceForm } from '../world/facts.ts'
import { entityKey, type UpoVersion } from '../world/records.ts'
import { openSymmetricKey, type SymmetricKey } from './symmetricKey.ts'

const PERMISSIONS: readonly Permission[] = ['InvoiceWrite', 'EnforcementOperations']
const MOST_INVOICES = 10_000
const UPO_VERSIONS: readonly UpoVersion[] = ['v4-3', 'v4-2']

const FORMS: readonly (readonly [systemCode: InvoiceForm, schemaVersion: string, value: string])[] = [
  ['FA (3)', '1-0E', 'FA'],
  ['FA (2)', '1-0E', 'FA'],
  ['FA_RR (1)', '1-1E', 'FA_RR'],
  ['PEF (3)', '2-1', 'PEF'],
  ['PEF_KOR (3)', '2-1', 'PEF'],
]

function formOf(body: JsonObject): InvoiceForm {
  const code = objectOf(body, 'formCode')
  const form = FORMS.find(([systemCode, schemaVersion, value]) => systemCode === code.systemCode && schemaVersion === code.schemaVersion && value === code.value)
  if (form === undefined) throw invalidInput('Wskazany kod formularza nie jest wspierany.')
  return form[0]
}

/** The AES key of a session; one that cannot be opened is refused at once. */
function sessionKeyOf(body: JsonObject, kernel: Kernel): SymmetricKey {
  const opened = openSymmetricKey(objectOf(body, 'encryption'), kernel)
  if (opened === null) throw invalidInput('Nie można odszyfrować 32-bajtowego klucza symetrycznego.')
  return opened
}

/** Integrators ask for a version of the UPO by a header (KSeF docs, X-KSeF-Feature); the contract does not name it. */
function wantedUpoVersion(call: SignedInCall): UpoVersion | null {
  const feature = call.headers.get('x-ksef-feature') ?? ''
  return UPO_VERSIONS.find((version) => feature.includes(`upo-${version}`)) ?? null
}

function open(call: SignedInCall, kernel: Kernel): Answer {
  const body = jsonBodyOf(call)
  const form = formOf(body)
  const session = openSentSession({
    number: kernel.sending.sessions.size,
    contextNip: call.principal.contextNip,
    openedBy: call.principal.entity,
    form,
    upoVersion: wantedUpoVersion(call),
    ...sessionKeyOf(body, kernel),
    now: () => kernel.clock.now(),
    processingMs: kernel.sending.processingMs,
    usedNumbers: kernel.sending.usedNumbers,
    takesAttachments: kernel.sending.takesAttachments,
  })
  kernel.sending.sessions.set(session.record.reference, session)
  kernel.world.keep(session.record)
  return jsonAnswer(201, { referenceNumber: session.record.reference, validUntil: toKsefTime(session.record.validUntil ?? 0) })
}

/** The open session of the path; whoever did not open it learns nothing of it. */
function openSession(call: SignedInCall, kernel: Kernel, forbidden: string): SentSession {
  const reference = referenceOf(call, 'referenceNumber')
  const session = kernel.sending.sessions.get(reference)
  const isTheirs = session?.record.contextNip === call.principal.contextNip && entityKey(session.record.openedBy) === entityKey(call.principal.entity)
  if (session === undefined || !isTheirs) {
    throw new Refused({
      status: 400,
      code: 21173,
      description: 'Brak sesji o wskazanym numerze referencyjnym.',
      details: [`Sesja o numerze referencyjnym ${reference} nie została odnaleziona.`],
    })
  }
  if (!session.isOpen()) {
    throw new Refused({
      status: 400,
      code: 21180,
      description: 'Status sesji nie pozwala na wykonanie operacji.',
      details: [`Status sesji ${session.record.status().code} uniemożliwia ${forbidden}.`],
    })
  }
  return session
}

function sizeOf(body: JsonObject, name: string): number {
  const value = body[name]
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) throw invalidInput(`Pole '${name}' musi być liczbą dodatnią.`)
  return value
}

/** A technical correction follows a rejected invoice, once (open-api.json, 21166 and 21167). */
function checkCorrection(hash: string, kernel: Kernel): void {
  const sessions = [...kernel.sending.sessions.values()]
  if (sessions.some((session) => session.withHash(hash).some(({ isAccepted }) => isAccepted))) {
    throw new Refused({
      status: 400,
      code: 21167,
      description: 'Status faktury nie pozwala na korektę techniczną.',
      details: ['Nie można wysłać korekty technicznej do prawidłowo przetworzonej faktury.'],
    })
  }
  if (sessions.some((session) => session.hasCorrected(hash))) {
    throw new Refused({
      status: 400,
      code: 21166,
      description: 'Korekta techniczna niedostępna.',
      details: ['Faktura posiada już przetworzoną prawidłowo korektę techniczną.'],
    })
  }
}

function send(call: SignedInCall, kernel: Kernel): Answer {
  const session = openSession(call, kernel, 'wysyłkę faktur')
  const body = jsonBodyOf(call)
  const encrypted = Buffer.from(textOf(body, 'encryptedInvoiceContent'), 'base64')
  const invoiceHash = textOf(body, 'invoiceHash')
  const invoiceSize = sizeOf(body, 'invoiceSize')
  if (sizeOf(body, 'encryptedInvoiceSize') !== encrypted.length) {
    throw new Refused({ status: 400, code: 21402, description: 'Nieprawidłowy rozmiar pliku.', details: ['Długość treści nie zgadza się z rozmiarem pliku.'] })
  }
  if (sha256Base64(encrypted) !== textOf(body, 'encryptedInvoiceHash')) {
    throw new Refused({ status: 400, code: 21403, description: 'Nieprawidłowy skrót pliku.', details: ['Skrót treści nie zgadza się ze skrótem pliku.'] })
  }
  if (session.record.listed() >= MOST_INVOICES) {
    throw new Refused({
      status: 400,
      code: 21155,
      description: 'Przekroczono dozwoloną liczbę faktur w sesji.',
      details: [`Sesja o numerze referencyjnym ${session.record.reference} osiągnęła dozwolony limit liczby faktur ${MOST_INVOICES}.`],
    })
  }
  const hashOfCorrected = typeof body.hashOfCorrectedInvoice === 'string' ? body.hashOfCorrectedInvoice : null
  if (hashOfCorrected !== null) checkCorrection(hashOfCorrected, kernel)
  const reference = session.send({ invoiceHash, invoiceSize, encrypted, isOffline: body.offlineMode === true, hashOfCorrected })
  return jsonAnswer(202, { referenceNumber: reference })
}

function close(call: SignedInCall, kernel: Kernel): Answer {
  openSession(call, kernel, 'jej zamknięcie').close()
  return emptyAnswer(204)
}

/** Batches are not taken: the simulator has them in its world, and nothing here sends one. */
function noBatches(): never {
  throw new Refused({ status: 501, detail: 'Symulator nie przyjmuje wysyłki wsadowej; sesje wsadowe są w jego przygotowanych danych.' })
}

const COMMON = { method: 'POST', access: 'protected', permissions: PERMISSIONS } as const

export const SENDING_ROUTES: readonly ProtectedRoute[] = [
  { ...COMMON, id: 'sending.open', path: '/sessions/online', group: 'onlineSession', handle: open },
  { ...COMMON, id: 'sending.send', path: '/sessions/online/{referenceNumber}/invoices', group: 'invoiceSend', handle: send },
  { ...COMMON, id: 'sending.close', path: '/sessions/online/{referenceNumber}/close', group: 'onlineSession', handle: close },
  { ...COMMON, id: 'sending.openBatch', path: '/sessions/batch', group: 'batchSession', handle: noBatches },
  { ...COMMON, id: 'sending.closeBatch', path: '/sessions/batch/{referenceNumber}/close', group: 'batchSession', handle: noBatches },
]
