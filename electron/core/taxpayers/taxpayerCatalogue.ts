import type { KsefContext } from '../../shared/model/context.ts'

/** What is kept of a taxpayer outside its archive; never a secret. */
export interface TaxpayerRecord {
  readonly id: number
  readonly context: KsefContext
  readonly displayName: string
  /** Base URL of a simulator; null for KSeF itself. */
  readonly apiBase: string | null
  /** Made of the archive folder and the context. */
  readonly archiveFile: string
  readonly credentialKind: 'token' | 'certificate' | null
  readonly certificateValidUntil: string | null
  readonly lastRefreshAt: string | null
}

export type NewTaxpayer = Omit<TaxpayerRecord, 'id' | 'archiveFile'>
export type TaxpayerChange = Partial<Pick<TaxpayerRecord, 'credentialKind' | 'certificateValidUntil' | 'lastRefreshAt' | 'displayName'>>

/** The list of taxpayers of one archive folder. */
export interface TaxpayerCatalogue {
  readonly list: () => readonly TaxpayerRecord[]
  readonly add: (taxpayer: NewTaxpayer) => TaxpayerRecord
  readonly change: (id: number, change: TaxpayerChange) => void
  readonly remove: (id: number) => void
}
