import type { DiagnosisFacts, RunEnd, UpoAttempt } from '../../electron/core/diagnose/facts.ts'
import type { AppErrorCode, ErrorDetails } from '../../electron/shared/errors.ts'

/** An accepted invoice of its seller, in a finished session, whose UPO is not here; the day after it was accepted. */
export const ACCEPTED: DiagnosisFacts = {
  now: '2026-09-17T09:00:00.000Z',
  context: { type: 'Nip', value: '5265877635' },
  statusCode: 200,
  statusDescription: 'Sukces',
  statusDetails: [],
  hasUpo: false,
  hasImportedUpo: false,
  hasXml: true,
  fileDamagedAt: null,
  ksefNumber: '5265877635-20260916-0200A0D6723E-C2',
  invoiceNumber: 'FV/1/2026',
  invoiceHash: 'aGFzaA==',
  issuedOn: '2026-09-16',
  acquiredAt: '2026-09-16T10:00:00.000Z',
  invoicingMode: 'Online',
  invoicedOn: '2026-09-16',
  sentOn: null,
  isTechnicalCorrection: false,
  sellerNip: '5265877635',
  sellerName: 'Sprzedawca',
  buyerIdentifierType: 'Nip',
  buyerIdentifier: '1111111111',
  buyerName: 'Nabywca sp. z o.o.',
  thirdParties: [],
  isPurchase: false,
  senderContext: null,
  sessionReference: '20260916-SO-0D01B14000-C46FE83F53-C2',
  sessionType: 'Online',
  sessionStatusCode: 200,
  hasMetadata: true,
  isMetadataRead: true,
  areSessionsRead: true,
  areAllSessionsRead: true,
  isSelfInvoicing: false,
  formCode: 'FA (3)',
  quarantineReason: null,
  damagedAt: null,
  lastUpoAttempt: null,
  lastRun: null,
  original: null,
  settledByKsefNumber: null,
  numberHeldByKsefNumber: null,
  content: null,
}

/** The same, known from the metadata list alone. */
export const UNLISTED: DiagnosisFacts = { ...ACCEPTED, statusCode: null, statusDescription: null, sessionReference: null, sessionType: null, sessionStatusCode: null }

/** A failed try for the UPO, an hour before `now`. */
export function failedTry(code: string, details: ErrorDetails = {}, httpStatus: number | null = null): UpoAttempt {
  return { at: '2026-09-17T08:00:00.000Z', outcome: 'failed', code, httpStatus, details }
}

/** A refresh that was ended by this, half an hour before `now`. */
export function endedBy(code: AppErrorCode, details: ErrorDetails = {}): RunEnd {
  return { at: '2026-09-17T08:30:00.000Z', error: { code, details }, resumesAt: null }
}
