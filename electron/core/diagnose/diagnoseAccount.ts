import type { LastRun } from '../../archive/outputs.ts'
import type { ContextIdentifier } from '../../shared/model/context.ts'
import type { Avoid, Cause, Diagnosis } from '../../shared/model/diagnosis.ts'
import { diagnose } from './diagnose.ts'
import type { DiagnosisFacts } from './facts.ts'
import { runEndOf } from './runEnd.ts'

/** Causes that concern every invoice of a taxpayer alike. */
export const OF_ACCOUNT: readonly Cause[] = [
  'session-not-accessible',
  'wrong-context-or-permission',
  'wrong-certificate-type',
  'sign-in-refused',
  'waits-for-limit',
  'ksef-is-down',
  'no-network',
]

/** Those that pass without anybody doing anything. */
export const NO_WAY_TO_KSEF: readonly Cause[] = ['waits-for-limit', 'ksef-is-down', 'no-network']

/** What would do harm to the way to KSeF; all else speaks of one invoice, and below the notice stand others, which may have to be issued. */
const AVOID_OF_ACCOUNT: readonly Avoid[] = ['sign-in-again', 'ask-at-once']

/** What ended the newest refresh early and so stands before all invoices of a taxpayer; null when nothing does. */
export function diagnoseAccount(context: ContextIdentifier, lastRun: LastRun | null, now: string): Diagnosis | null {
  const diagnosis = diagnose({ ...ANY_ACCEPTED_INVOICE, context, lastRun: runEndOf(lastRun), now })
  if (diagnosis === null || !OF_ACCOUNT.includes(diagnosis.cause)) return null
  const { avoid } = diagnosis
  return { ...diagnosis, avoid: avoid !== null && AVOID_OF_ACCOUNT.includes(avoid) ? avoid : null }
}

/** An accepted invoice of which nothing is known but that it waits for its UPO: the rules then speak of the way to KSeF alone. */
const ANY_ACCEPTED_INVOICE: Omit<DiagnosisFacts, 'context' | 'lastRun' | 'now'> = {
  statusCode: 200,
  statusDescription: null,
  statusDetails: [],
  hasUpo: false,
  hasImportedUpo: false,
  hasXml: false,
  fileDamagedAt: null,
  ksefNumber: null,
  invoiceNumber: null,
  invoiceHash: null,
  issuedOn: null,
  acquiredAt: null,
  invoicingMode: null,
  invoicedOn: null,
  sentOn: null,
  isTechnicalCorrection: false,
  sellerNip: null,
  sellerName: null,
  buyerIdentifierType: null,
  buyerIdentifier: null,
  buyerName: null,
  thirdParties: [],
  isPurchase: false,
  senderContext: null,
  sessionReference: null,
  sessionType: null,
  sessionStatusCode: null,
  hasMetadata: false,
  isMetadataRead: false,
  areSessionsRead: false,
  areAllSessionsRead: false,
  isSelfInvoicing: null,
  formCode: null,
  quarantineReason: null,
  damagedAt: null,
  lastUpoAttempt: null,
  original: null,
  settledByKsefNumber: null,
  numberHeldByKsefNumber: null,
  content: null,
}
