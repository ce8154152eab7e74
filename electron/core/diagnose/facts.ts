/** What is known of an invoice that bears on its missing UPO: facts of the archive alone, nothing asked of KSeF. */
export interface DiagnosisFacts {
  /** Null: on no session list (known from metadata or a UPO). */
  readonly statusCode: number | null
  readonly hasUpo: boolean
  readonly ksefNumber: string | null
  readonly invoiceNumber: string | null
  /** SHA-256 of the invoice file from KSeF's list, Base64. */
  readonly invoiceHash: string | null
  readonly issuedOn: string | null
  readonly sessionType: 'Online' | 'Batch' | null
  readonly sessionStatusCode: number | null
  /** It is on the metadata list, which names accepted invoices of this context whoever sent them. */
  readonly hasMetadata: boolean
  readonly isSelfInvoicing: boolean | null
  readonly formCode: string | null
  /** A file that came in the place of the UPO and was put apart. */
  readonly quarantineReason: string | null
  readonly lastUpoAttempt: UpoAttempt | null
  /** For 440: the earlier invoice as KSeF names it and as far as this archive knows it. */
  readonly original: OriginalFacts | null
  /** For rejected and failed ones: KSeF number of the same invoice accepted later in this context. */
  readonly settledByKsefNumber: string | null
  /** Comparable content of this invoice, where its XML is here. */
  readonly content: ComparableContent | null
}

export interface UpoAttempt {
  readonly outcome: string
  /** KSeF's exception code or our error code. */
  readonly code: string | null
  readonly httpStatus: number | null
}

export interface OriginalFacts {
  readonly ksefNumber: string | null
  /** Null where the original is not in this archive. */
  readonly invoiceHash: string | null
  readonly content: ComparableContent | null
}

/** What makes two files the same invoice when their bytes differ: everything but the header (PRODUCT.md, "duplicate"). */
export interface ComparableContent {
  readonly buyerIdentifier: string | null
  readonly issuedOn: string | null
  readonly grossMinor: number | null
  readonly currency: string | null
}
