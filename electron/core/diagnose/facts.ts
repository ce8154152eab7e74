import type { ContextIdentifier } from '../../shared/model/context.ts'
import type { InvoiceThirdParty } from '../../shared/model/invoiceFacts.ts'
import type { ErrorReport } from '../../shared/errors.ts'
import type { DuplicateCase } from '../../shared/model/diagnosis.ts'
import type { FollowedOriginal } from '../../shared/model/invoiceComparison.ts'

/** What is known of an invoice that bears on its missing UPO: facts of the archive alone, nothing asked of KSeF. */
export interface DiagnosisFacts {
  /** The moment of the diagnosis (instant, UTC): some causes are told by their age. */
  readonly now: string
  /** Whose archive it is. */
  readonly context: ContextIdentifier
  /** Null: on no session list (known from metadata or a UPO). */
  readonly statusCode: number | null
  readonly statusDescription: string | null
  readonly statusDetails: readonly string[]
  readonly hasUpo: boolean
  /** It has a UPO, and whatever it has of them came in files. */
  readonly hasImportedUpo: boolean
  readonly ksefNumber: string | null
  readonly invoiceNumber: string | null
  /** SHA-256 of the invoice file from KSeF's list, Base64. */
  readonly invoiceHash: string | null
  readonly issuedOn: string | null
  readonly acquiredAt: string | null
  readonly invoicingMode: string | null
  /** Warsaw day on which KSeF took it for processing. */
  readonly invoicedOn: string | null
  /** Warsaw day of `DataPrzeslaniaDokumentu`. */
  readonly sentOn: string | null
  /** It corrects an offline invoice that was refused (`hashOfCorrectedInvoice`). */
  readonly isTechnicalCorrection: boolean
  readonly sellerNip: string | null
  readonly sellerName: string | null
  readonly buyerIdentifierType: string | null
  readonly buyerIdentifier: string | null
  readonly buyerName: string | null
  /** The buyer's country as the invoice's file says it, two letters; null or absent: it does not, or was not read. */
  readonly buyerCountry?: string | null
  readonly thirdParties: readonly InvoiceThirdParty[]
  /** Kept as received: KSeF names the taxpayer on it as its buyer or in another role, not as its seller. */
  readonly isPurchase: boolean
  /** Context named in the UPO, `Nip 5252248481`. */
  readonly senderContext: string | null
  readonly sessionReference: string | null
  readonly sessionType: 'Online' | 'Batch' | null
  readonly sessionStatusCode: number | null
  /** It is on the metadata list, which names accepted invoices of this context whoever sent them. */
  readonly hasMetadata: boolean
  /** The metadata list was read past this invoice, so what is not on it now is missing there. */
  readonly isMetadataRead: boolean
  /** All lists of submissions that the credential is shown, and of the invoices in them, were read after it was accepted. */
  readonly areSessionsRead: boolean
  /** So were those of others in this context. */
  readonly areAllSessionsRead: boolean
  readonly isSelfInvoicing: boolean | null
  readonly formCode: string | null
  /** A file that came in the place of the UPO and was put apart. */
  readonly quarantineReason: string | null
  /** When its stored UPO was found not to be as it came (instant, UTC); null: it was not, or was mended. */
  readonly damagedAt: string | null
  /** The invoice file is here. */
  readonly hasXml: boolean
  /** The same of its stored invoice file. */
  readonly fileDamagedAt: string | null
  readonly lastUpoAttempt: UpoAttempt | null
  /** How the newest refresh ended. */
  readonly lastRun: RunEnd | null
  /** For 440: the earlier invoice as KSeF names it and as far as this archive knows it. */
  readonly original: OriginalFacts | null
  /** For one that was not accepted: KSeF number of the same invoice accepted in this context, later or as the very same file; for 440 that of its technical correction. */
  readonly settledByKsefNumber: string | null
  /** KSeF number of the newest accepted invoice with the same own number, else of the one that a duplicate with that number names; null: none is known. */
  readonly numberHeldByKsefNumber: string | null
  /** Comparable content of this invoice, where its XML is here. */
  readonly content: ComparableContent | null
  /** For 440: what the comparison of both files came to. Absent: they were not looked into. */
  readonly comparedCase?: DuplicateCase
  /** For 440: how far the earlier invoice could be followed. Absent: nobody looked. */
  readonly followed?: FollowedOriginal
}

export interface UpoAttempt {
  readonly at: string
  readonly outcome: string
  /** KSeF's exception code or our error code. */
  readonly code: string | null
  readonly httpStatus: number | null
  readonly details: ErrorReport['details']
}

export interface RunEnd {
  readonly at: string
  /** What ended it early; null when it came to its end or was stopped by the person. */
  readonly error: ErrorReport | null
  /** When a spent budget frees up, where UPO or the lists that lead to them wait for it. */
  readonly resumesAt: string | null
}

export interface OriginalFacts {
  readonly ksefNumber: string | null
  /** Null where the original is not in this archive. */
  readonly invoiceHash: string | null
  readonly content: ComparableContent | null
}

/** What the lists tell of an invoice and its file repeats: a difference here makes another invoice of it (PRODUCT.md, "duplicate"). */
export interface ComparableContent {
  readonly buyerIdentifier: string | null
  readonly issuedOn: string | null
  readonly grossMinor: number | null
  readonly currency: string | null
}
