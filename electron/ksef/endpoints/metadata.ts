import * as z from 'zod'
import { routeOf } from '../http/apiConnection.ts'
import type { ApiCall } from '../http/apiConnection.ts'
import { optionalBoolean, optionalNumber, optionalText, readAnswer } from '../http/readAnswer.ts'
import type { InvoiceThirdParty } from '../../shared/model/invoiceFacts.ts'
import { readItems } from './page.ts'
import type { WithRaw } from './page.ts'
import type { SendAuthorised } from './sendAuthorised.ts'

export type SubjectRole = 'Subject1' | 'Subject2' | 'Subject3' | 'SubjectAuthorized'

/** Filters of `POST /invoices/query/metadata`; the range is at most three months (API-NOTES §3). */
export interface MetadataFilters {
  readonly subjectType: SubjectRole
  readonly dateRange: {
    readonly dateType: 'Issue' | 'Invoicing' | 'PermanentStorage'
    readonly from: string
    readonly to?: string
    readonly restrictToPermanentStorageHwmDate?: boolean
  }
  readonly ksefNumber?: string
  readonly invoiceNumber?: string
  readonly sellerNip?: string
  readonly buyerIdentifier?: { readonly type: 'Nip' | 'VatUe' | 'Other' | 'None'; readonly value?: string }
}

export interface MetadataPageQuery {
  /** Index of the page, not of the record. */
  readonly pageOffset: number
  /** 10 to 250. */
  readonly pageSize: number
  readonly sortOrder: 'Asc' | 'Desc'
}

/** A party as the metadata names it; all null when it is missing. */
export interface MetadataParty {
  readonly identifierType: string | null
  readonly identifier: string | null
  readonly name: string | null
}

/** Amounts are JSON numbers as KSeF wrote them; `raw` keeps everything else. */
export interface InvoiceMetadataData {
  readonly ksefNumber: string
  readonly invoiceNumber: string | null
  /** `YYYY-MM-DD`. */
  readonly issueDate: string | null
  readonly invoicingDate: string | null
  readonly acquisitionDate: string | null
  readonly permanentStorageDate: string | null
  readonly seller: MetadataParty
  readonly buyer: MetadataParty
  readonly netAmount: number | null
  readonly grossAmount: number | null
  readonly vatAmount: number | null
  readonly currency: string | null
  readonly invoicingMode: string | null
  readonly invoiceType: string | null
  readonly formSystemCode: string | null
  readonly isSelfInvoicing: boolean | null
  readonly hasAttachment: boolean | null
  readonly invoiceHash: string | null
  readonly hashOfCorrectedInvoice: string | null
  readonly thirdParties: readonly InvoiceThirdParty[]
}
export type InvoiceMetadata = WithRaw<InvoiceMetadataData>

export interface MetadataPage {
  readonly items: readonly InvoiceMetadata[]
  readonly unreadable: readonly unknown[]
  readonly hasMore: boolean
  /** True when 10 000 records were reached: narrow the range and start again at page 0. */
  readonly isTruncated: boolean
  readonly permanentStorageHwmDate: string | null
}

const NO_PARTY: MetadataParty = { identifierType: null, identifier: null, name: null }

const seller = z
  .object({ nip: optionalText, name: optionalText })
  .transform(({ nip, name }): MetadataParty => ({ identifierType: nip === null ? null : 'Nip', identifier: nip, name }))
  .catch(NO_PARTY)

const buyer = z
  .object({ identifier: z.object({ type: optionalText, value: optionalText }).nullish(), name: optionalText })
  .transform(({ identifier, name }): MetadataParty => ({ identifierType: identifier?.type ?? null, identifier: identifier?.value ?? null, name }))
  .catch(NO_PARTY)

/** A role is a number; an entry without one still says that there is somebody. */
const role = z
  .union([z.number(), z.string()])
  .transform(String)
  .nullish()
  .catch(null)
  .transform((value) => value ?? null)

const thirdSubject = z
  .object({ identifier: z.object({ value: optionalText }).nullish().catch(null), name: optionalText, role })
  .transform(({ identifier, ...rest }): InvoiceThirdParty => ({ kind: 'third', identifier: identifier?.value ?? null, ...rest }))

const authorizedSubject = z
  .object({ nip: optionalText, name: optionalText, role })
  .transform(({ nip, ...rest }): InvoiceThirdParty => ({ kind: 'authorised', identifier: nip, ...rest }))

const metadata = z
  .object({
    ksefNumber: z.string().min(1),
    invoiceNumber: optionalText,
    issueDate: optionalText,
    invoicingDate: optionalText,
    acquisitionDate: optionalText,
    permanentStorageDate: optionalText,
    seller,
    buyer,
    netAmount: optionalNumber,
    grossAmount: optionalNumber,
    vatAmount: optionalNumber,
    currency: optionalText,
    invoicingMode: optionalText,
    invoiceType: optionalText,
    formCode: z.object({ systemCode: optionalText }).nullish().catch(null),
    isSelfInvoicing: optionalBoolean,
    hasAttachment: optionalBoolean,
    invoiceHash: optionalText,
    hashOfCorrectedInvoice: optionalText,
    thirdSubjects: z.array(thirdSubject).nullish().catch(null),
    authorizedSubject: authorizedSubject.nullish().catch(null),
  })
  .transform(({ formCode, thirdSubjects, authorizedSubject: authorised, ...rest }): InvoiceMetadataData => ({
    ...rest,
    formSystemCode: formCode?.systemCode ?? null,
    thirdParties: [...(thirdSubjects ?? []), ...(authorised == null ? [] : [authorised])],
  }))

// Both flags are indispensable: a page without them could end a reading too early (API-NOTES §6, trap 8).
const metadataAnswer = z.object({
  invoices: z.array(z.unknown()),
  hasMore: z.boolean(),
  isTruncated: z.boolean(),
  permanentStorageHwmDate: optionalText,
})

/** `POST /invoices/query/metadata`: names and amounts; group invoiceMetadata. */
export async function queryMetadata(
  send: SendAuthorised,
  filters: MetadataFilters,
  { pageOffset, pageSize, sortOrder }: MetadataPageQuery,
  signal: AbortSignal,
): Promise<MetadataPage> {
  const call: ApiCall = {
    method: 'POST',
    template: '/invoices/query/metadata',
    query: { pageOffset, pageSize, sortOrder },
    body: { contentType: 'application/json', content: JSON.stringify(filters) },
    group: 'invoiceMetadata',
  }
  const { invoices, ...answer } = readAnswer(await send(call, signal), metadataAnswer, routeOf(call))
  return { ...(await readItems(invoices, metadata)), ...answer }
}

/** The same records out of the `_metadata.json` of an export's package. */
export function readMetadataItems(values: readonly unknown[]): Promise<Pick<MetadataPage, 'items' | 'unreadable'>> {
  return readItems(values, metadata)
}
