import { composeKsefNumber } from '../../shared/model/ksefNumber.ts'
import { composeReference, digitsOf } from '../references.ts'
import { warsawDayAt } from '../time.ts'
import type { InvoiceForm } from '../world/facts.ts'
import { INVOICE_STATUS } from '../world/kinds.ts'
import type { Entity, InvoiceRecord, SessionRecord, UpoVersion } from '../world/records.ts'
import { sessionStatus, type SessionFate } from '../world/sessionStatus.ts'
import { judgeInvoice, type Submission, type Verdict } from './judgeInvoice.ts'
import type { UsedNumbers } from './usedNumbers.ts'

const LIFE_MS = 12 * 3_600_000

/** An interactive session that a client opened. */
export interface SentSession {
  readonly record: SessionRecord
  readonly isOpen: () => boolean
  /** Takes an invoice and gives its reference number; what becomes of it shows as time passes. */
  readonly send: (submission: Submission) => string
  readonly close: () => void
  /** Invoices sent so far with this hash, and whether they were accepted. */
  readonly withHash: (hash: string) => readonly { readonly isAccepted: boolean }[]
  readonly hasCorrected: (hash: string) => boolean
}

export interface SentSessionRequest {
  readonly number: number
  readonly contextNip: string
  readonly openedBy: Entity
  readonly form: InvoiceForm
  readonly upoVersion: UpoVersion | null
  readonly key: Buffer
  readonly iv: Buffer
  readonly now: () => number
  readonly processingMs: number
  readonly usedNumbers: UsedNumbers
  readonly takesAttachments: boolean
}

interface SentInvoice {
  readonly reference: string
  readonly ordinal: number
  readonly submission: Submission
  readonly verdict: Verdict
  readonly ksefNumber: string | null
  readonly sentAt: number
}

/** Opens a session; invoices in it go 100, 150 and then their verdict as the simulator's clock goes on. */
export function openSentSession(request: SentSessionRequest): SentSession {
  const { contextNip, openedBy, form, now, processingMs, usedNumbers } = request
  const createdAt = now()
  const digits = digitsOf(`sent session ${request.number} ${contextNip}`)
  const reference = composeReference(warsawDayAt(createdAt), 'SO', `5E${digits.slice(0, 8)}`, digits.slice(8, 18))
  const validUntil = createdAt + LIFE_MS
  const sent: SentInvoice[] = []
  let closedAt: number | null = null

  const endedAt = (): number | null => closedAt ?? (now() >= validUntil ? validUntil : null)
  const decidedAt = ({ sentAt }: SentInvoice): number => sentAt + processingMs
  const lastDecision = (): number => Math.max(createdAt, ...sent.map(decidedAt))
  const settledAt = (end: number): number => Math.max(end + processingMs, lastDecision())

  const fate = (): SessionFate => {
    const end = endedAt()
    if (end === null) return 'open'
    if (sent.length === 0) return 'nothing-sent'
    return now() < settledAt(end) ? 'closing' : 'done'
  }

  const recordOf = (invoice: SentInvoice): InvoiceRecord => {
    const { submission, verdict, sentAt } = invoice
    const age = now() - sentAt
    const isDecided = age >= processingMs
    const status = isDecided ? verdict.status : INVOICE_STATUS[age * 3 < processingMs ? 'queued' : 'processing']
    const acquiredAt = isDecided && invoice.ksefNumber !== null ? decidedAt(invoice) : null
    return {
      reference: invoice.reference,
      ordinal: invoice.ordinal,
      sessionReference: reference,
      status,
      ksefNumber: isDecided ? invoice.ksefNumber : null,
      face: verdict.face,
      fileName: null,
      mode: submission.isOffline || (verdict.face !== null && verdict.face.issuedOn < warsawDayAt(sentAt)) ? 'Offline' : 'Online',
      sentAt,
      invoicingAt: sentAt,
      acquiredAt,
      storedAt: acquiredAt === null ? null : acquiredAt + processingMs,
      hash: () => submission.invoiceHash,
      file: () => verdict.file,
      hashOfCorrected: submission.hashOfCorrected,
    }
  }

  const at = (ordinal: number): InvoiceRecord => {
    const invoice = sent[ordinal - 1]
    if (invoice === undefined) throw new RangeError(`session ${reference} has no invoice ${ordinal}`)
    return recordOf(invoice)
  }
  const codes = (): readonly number[] => sent.map((invoice) => recordOf(invoice).status.code)
  const successful = (): number => codes().filter((code) => code === 200).length

  const record: SessionRecord = {
    reference,
    type: 'Online',
    contextNip,
    openedBy,
    form,
    upoVersion: request.upoVersion,
    createdAt,
    validUntil,
    updatedAt: () => {
      const end = endedAt()
      const moments = [createdAt, ...sent.flatMap((invoice) => [invoice.sentAt, decidedAt(invoice)]), ...(end === null ? [] : [end, settledAt(end)])]
      return Math.max(...moments.filter((moment) => moment <= now()))
    },
    status: () => sessionStatus('Online', fate(), successful()),
    tally: () => ({ total: sent.length, successful: successful(), failed: codes().filter((code) => code > 200).length }),
    listed: () => sent.length,
    invoice: at,
    find: (wanted) => {
      const invoice = sent.find((candidate) => candidate.reference === wanted)
      return invoice === undefined ? null : recordOf(invoice)
    },
    receipted: () => (fate() !== 'done' || successful() === 0 ? null : sent.filter((invoice) => invoice.ksefNumber !== null).map(({ ordinal }) => ordinal)),
  }

  return {
    record,
    isOpen: () => fate() === 'open',
    send: (submission) => {
      const ordinal = sent.length + 1
      const sentAt = now()
      const today = warsawDayAt(sentAt)
      const verdict = judgeInvoice(submission, { key: request.key, iv: request.iv, form, contextNip, today, usedNumbers, takesAttachments: request.takesAttachments })
      const made = digitsOf(`invoice ${ordinal} of ${reference}`)
      const accepted = verdict.status.code === 200 ? verdict.face : null
      const ksefNumber = accepted === null ? null : composeKsefNumber(accepted.seller.identifier.value, today, made.slice(20, 32))
      const invoiceReference = composeReference(today, 'EE', made.slice(0, 10), made.slice(10, 20))
      if (accepted !== null && ksefNumber !== null) usedNumbers.take(accepted, { sessionReference: reference, ksefNumber })
      sent.push({ reference: invoiceReference, ordinal, submission, verdict, ksefNumber, sentAt })
      return invoiceReference
    },
    close: () => {
      closedAt = now()
    },
    withHash: (hash) => sent.filter(({ submission }) => submission.invoiceHash === hash).map(({ ksefNumber }) => ({ isAccepted: ksefNumber !== null })),
    hasCorrected: (hash) => sent.some(({ submission, ksefNumber }) => submission.hashOfCorrected === hash && ksefNumber !== null),
  }
}
