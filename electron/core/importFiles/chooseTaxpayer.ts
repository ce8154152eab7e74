import { nipOf, type KsefContext } from '../../shared/model/context.ts'
import type { ImportRefusal, TaxpayerDoubt } from '../../shared/model/importedFile.ts'
import type { UpoEnvironment } from '../../shared/model/upo.ts'
import type { Belonging } from './readDocuments.ts'

/** A company on the list; its archive is where a document may go. */
export interface ImportTaxpayer {
  readonly id: number
  readonly context: KsefContext
  /** When the client left: since then its archive is only read. Null: it is here. */
  readonly leftAt: string | null
}

export interface ImportChoice {
  /** In whose window the import began: decides between equals. */
  readonly currentId: number | null
  /** Where the person wants to have what cannot be told. */
  readonly otherwiseId: number | null
}

/**
 * Whose a document is. A UPO: of the context that it names as sender, else of its only seller. An invoice: of its seller, else its buyer,
 * else another party. One company in two environments of KSeF counts as two, and only a UPO tells them apart. What is of a company that left goes
 * nowhere, unless one that is here is meant as well.
 */
export function chooseTaxpayer<T extends ImportTaxpayer>(belonging: Belonging, all: readonly T[], { currentId, otherwiseId }: ImportChoice): T | TaxpayerDoubt | Extract<ImportRefusal, 'company-left'> {
  const taxpayers = all.filter(({ leftAt }) => leftAt === null)
  const { candidates, doubt } = candidatesOf(belonging, taxpayers)
  if (candidates.length === 0 && isOfWhoLeft(candidatesOf(belonging, all))) return 'company-left'
  const [only] = candidates
  if (only !== undefined && candidates.length === 1) return only
  return (
    candidates.find(({ id }) => id === currentId) ??
    candidates.find(({ id }) => id === otherwiseId) ??
    (candidates.length > 1 ? 'several-companies' : (taxpayers.find(({ id }) => id === otherwiseId) ?? doubt))
  )
}

interface Candidates<T> {
  readonly candidates: readonly T[]
  /** What to say when there are none. */
  readonly doubt: TaxpayerDoubt
}

function isOfWhoLeft({ candidates }: Candidates<ImportTaxpayer>): boolean {
  return candidates.length > 0 && candidates.every(({ leftAt }) => leftAt !== null)
}

function candidatesOf<T extends ImportTaxpayer>(belonging: Belonging, taxpayers: readonly T[]): Candidates<T> {
  if (belonging.what === 'invoice') {
    const { sellerNip, buyerNip, otherNips } = belonging
    const byRole = [sellerNip === null ? [] : [sellerNip], buyerNip === null ? [] : [buyerNip], otherNips].map((nips) => ofCompanies(taxpayers, nips))
    return { candidates: byRole.find((found) => found.length > 0) ?? [], doubt: 'unknown-company' }
  }
  const { context, environment, sellerNips } = belonging
  const ofSender = context === null ? [] : taxpayers.filter(({ context: { identifier } }) => identifier.type === context.type && identifier.value === context.value)
  if (ofSender.length === 0 && namesOthers(taxpayers, sellerNips)) return { candidates: [], doubt: 'others-too' }
  const ofAny = ofSender.length > 0 ? ofSender : ofCompanies(taxpayers, sellerNips)
  const candidates = ofAny.filter((taxpayer) => mayHave(taxpayer.context, environment))
  return { candidates, doubt: ofAny.length > 0 ? 'other-environment' : 'unknown-company' }
}

/** Of a submission by somebody who is not on the list, some companies are and some are not: taken in, it would show other people's invoices as sales. */
function namesOthers(taxpayers: readonly ImportTaxpayer[], sellerNips: readonly string[]): boolean {
  const own = new Set(taxpayers.map(({ context }) => nipOf(context.identifier)))
  return sellerNips.some((nip) => own.has(nip)) && sellerNips.some((nip) => !own.has(nip))
}

function ofCompanies<T extends ImportTaxpayer>(taxpayers: readonly T[], nips: readonly string[]): readonly T[] {
  const wanted = new Set(nips)
  return taxpayers.filter(({ context }) => wanted.has(nipOf(context.identifier)))
}

/** Only what KSeF itself issued is a receipt in an archive of KSeF; among its stages, a receiver that is not known may be any. */
function mayHave({ environment }: KsefContext, upoEnvironment: UpoEnvironment): boolean {
  if (environment === 'simulator' || environment === upoEnvironment) return true
  return environment !== 'production' && upoEnvironment === 'unknown'
}
