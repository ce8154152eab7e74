import * as z from 'zod'
import { optionalNumber, optionalText, statusInfo } from '../http/readAnswer.ts'
import type { StatusInfo } from '../http/readAnswer.ts'
import type { WithRaw } from './page.ts'

/** Times are KSeF's own texts: seven fraction digits and an offset. */
export interface SessionSummary {
  readonly referenceNumber: string
  readonly status: StatusInfo
  readonly dateCreated: string | null
  readonly dateUpdated: string | null
  readonly validUntil: string | null
  readonly totalInvoiceCount: number | null
  readonly successfulInvoiceCount: number | null
  readonly failedInvoiceCount: number | null
}
export type SessionListItem = WithRaw<SessionSummary>

export interface UpoPage {
  readonly referenceNumber: string
  readonly downloadUrl: string | null
  readonly downloadUrlExpirationDate: string | null
}

export interface SessionStatus {
  readonly status: StatusInfo
  readonly dateCreated: string | null
  readonly dateUpdated: string | null
  readonly validUntil: string | null
  /** Empty until the session was closed and its UPO made. */
  readonly upoPages: readonly UpoPage[]
  readonly invoiceCount: number | null
  readonly successfulInvoiceCount: number | null
  readonly failedInvoiceCount: number | null
  /** The answer without its links. */
  readonly raw: unknown
}

export interface InvoiceStatusInfo extends StatusInfo {
  /** For a duplicate: `originalSessionReferenceNumber`, `originalKsefNumber`, if told (API-NOTES §4). */
  readonly extensions: Readonly<Record<string, string | null>>
}

export interface SessionInvoiceData {
  readonly referenceNumber: string
  readonly ordinalNumber: number | null
  readonly invoiceNumber: string | null
  readonly ksefNumber: string | null
  /** SHA-256 of the invoice file, Base64. */
  readonly invoiceHash: string | null
  readonly invoiceFileName: string | null
  readonly acquisitionDate: string | null
  readonly invoicingDate: string | null
  readonly permanentStorageDate: string | null
  /** Fresh at each call, opens the UPO without a token, never to be kept. */
  readonly upoDownloadUrl: string | null
  readonly upoDownloadUrlExpirationDate: string | null
  readonly invoicingMode: string | null
  readonly status: InvoiceStatusInfo
}
/** `raw` is the item without `upoDownloadUrl`. */
export type SessionInvoice = WithRaw<SessionInvoiceData>

export const sessionSummary = z.object({
  referenceNumber: z.string().min(1),
  status: statusInfo,
  dateCreated: optionalText,
  dateUpdated: optionalText,
  validUntil: optionalText,
  totalInvoiceCount: optionalNumber,
  successfulInvoiceCount: optionalNumber,
  failedInvoiceCount: optionalNumber,
})

export const sessionsAnswer = z.object({ sessions: z.array(z.unknown()), continuationToken: optionalText })

const upoPage = z.object({ referenceNumber: z.string().min(1), downloadUrl: optionalText, downloadUrlExpirationDate: optionalText })

export const sessionStatusAnswer = z.object({
  status: statusInfo,
  dateCreated: optionalText,
  dateUpdated: optionalText,
  validUntil: optionalText,
  upo: z.object({ pages: z.array(upoPage) }).nullish(),
  invoiceCount: optionalNumber,
  successfulInvoiceCount: optionalNumber,
  failedInvoiceCount: optionalNumber,
})

const extensions = z.preprocess(
  (value) =>
    typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).filter(([, text]) => typeof text === 'string' || text === null))
      : {},
  z.record(z.string(), z.string().nullable()),
)

export const sessionInvoice = z.object({
  referenceNumber: z.string().min(1),
  ordinalNumber: optionalNumber,
  invoiceNumber: optionalText,
  ksefNumber: optionalText,
  invoiceHash: optionalText,
  invoiceFileName: optionalText,
  acquisitionDate: optionalText,
  invoicingDate: optionalText,
  permanentStorageDate: optionalText,
  upoDownloadUrl: optionalText,
  upoDownloadUrlExpirationDate: optionalText,
  invoicingMode: optionalText,
  status: statusInfo.extend({ extensions }),
})

export const invoicesAnswer = z.object({ invoices: z.array(z.unknown()), continuationToken: optionalText })
