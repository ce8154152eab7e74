import type { AccessHistory, KeptAccess } from '../../archive/catalogue/access.ts'
import type { SubjectIdentifierKind } from '../../shared/model/certificateSummary.ts'
import type { KsefContext } from '../../shared/model/context.ts'
import type { ErrorReport } from '../../shared/errors.ts'

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
  /** SHA-256 of its DER, lower-case hex; null for a token. */
  readonly certificateFingerprint: string | null
  /** How the certificate names its holder to KSeF; null for a token. */
  readonly subjectIdentifierKind: SubjectIdentifierKind | null
  /** Where the secret lies in the key store; taxpayers that one certificate opens have the same. */
  readonly secretKey: string
  readonly lastRefreshAt: string | null
  /** When the client left: only read since then. */
  readonly leftAt: string | null
}

export type CredentialFields = Pick<TaxpayerRecord, 'credentialKind' | 'certificateValidUntil' | 'certificateFingerprint' | 'subjectIdentifierKind'>

/** Of one whose secret the program does not keep. */
export const NO_CREDENTIAL: CredentialFields = { credentialKind: null, certificateValidUntil: null, certificateFingerprint: null, subjectIdentifierKind: null }

export type NewTaxpayer = Omit<TaxpayerRecord, 'id' | 'archiveFile'>
export type TaxpayerChange = Partial<Omit<NewTaxpayer, 'context' | 'apiBase'>>

/** The list of taxpayers of one archive folder. */
export interface TaxpayerCatalogue {
  readonly list: () => readonly TaxpayerRecord[]
  readonly add: (taxpayer: NewTaxpayer) => TaxpayerRecord
  readonly change: (id: number, change: TaxpayerChange) => void
  readonly remove: (id: number) => void
  /** Forgets a context for good, with all that is noted of it. */
  readonly erase: (context: KsefContext) => void
  readonly accessOf: (context: KsefContext) => AccessHistory
  /** Keeps what KSeF said of a credential, at an instant. */
  readonly noteAccess: (context: KsefContext, at: string, answer: Omit<KeptAccess, 'since' | 'confirmedAt'>) => void
  /** Keeps that a look failed on its way. */
  readonly noteAccessFailure: (context: KsefContext, at: string, error: ErrorReport) => void
}
