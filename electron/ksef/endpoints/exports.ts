import * as z from 'zod'
import { encryptRsaOaepSha256 } from '../../crypto/rsaOaep.ts'
import type { ExportKey } from '../../crypto/exportKey.ts'
import { AppError } from '../../shared/errors.ts'
import { fetchPublicKey } from '../auth/publicKeys.ts'
import { routeOf } from '../http/apiConnection.ts'
import type { ApiCall, SendApiCall } from '../http/apiConnection.ts'
import type { Connections } from '../http/dispatcher.ts'
import { optionalNumber, optionalText, readAnswer, statusInfo } from '../http/readAnswer.ts'
import { sendHttp } from '../http/transport.ts'
import { addressOfLink, linkFailure } from './linkRules.ts'
import type { MetadataFilters } from './metadata.ts'
import type { SendAuthorised } from './sendAuthorised.ts'

export interface ExportOrder {
  readonly filters: Pick<MetadataFilters, 'subjectType' | 'dateRange'>
  /** Kept by the caller before the order goes out: without it the package cannot be read. */
  readonly key: ExportKey
}

interface OrderParts {
  readonly send: SendAuthorised
  readonly connection: SendApiCall
  readonly now: number
}

const part = z.object({
  ordinalNumber: z.int().min(1),
  url: z.string(),
  partSize: z.int().min(0),
  partHash: z.string(),
  encryptedPartSize: z.int().min(0),
  encryptedPartHash: z.string(),
})

/** An encrypted piece of a package; `url` lives for a while and is never kept. Sizes in bytes, hashes SHA-256 in Base64. */
export type ExportPart = z.infer<typeof part>

const statusAnswer = z.object({
  status: statusInfo,
  package: z
    .object({
      invoiceCount: optionalNumber,
      size: optionalNumber,
      parts: z.array(part),
      // Indispensable: a package cut short would be taken for the whole (API-NOTES §6, trap 8).
      isTruncated: z.boolean(),
      lastPermanentStorageDate: optionalText,
      permanentStorageHwmDate: optionalText,
    })
    .nullish()
    .transform((value) => value ?? null),
})

/** How an export stands: 100 going on, 200 with its package, 210 expired, 415, 420, 500, 550 (API-NOTES §3). */
export type ExportStatus = z.infer<typeof statusAnswer>
export type ExportPackage = NonNullable<ExportStatus['package']>

export type TakeChunk = (chunk: Uint8Array) => Promise<void>

/** What came with the bytes of a part. */
export interface PartHeaders {
  readonly contentType: string | null
  /** `x-ms-meta-hash`. */
  readonly headerHash: string | null
}

/** `POST /invoices/exports`; group invoiceExport. Throws 'api-rejected' with code 21182 while ten exports are running. */
export async function askForExport(parts: OrderParts, order: ExportOrder, signal: AbortSignal): Promise<string> {
  try {
    return await sendOrder(parts, order, signal)
  } catch (error) {
    // Keys rotate: "unknown or withdrawn key" means fetch them again and try once more (API-NOTES §2).
    if (error instanceof AppError && error.details.code === 21470) return sendOrder(parts, order, signal)
    throw error
  }
}

async function sendOrder({ send, connection, now }: OrderParts, { filters, key }: ExportOrder, signal: AbortSignal): Promise<string> {
  const publicKey = await fetchPublicKey(connection, 'SymmetricKeyEncryption', now, signal)
  const encryption = {
    encryptedSymmetricKey: encryptRsaOaepSha256(key.aesKey, publicKey.key).toString('base64'),
    initializationVector: Buffer.from(key.iv).toString('base64'),
    ...(publicKey.publicKeyId === null ? {} : { publicKeyId: publicKey.publicKeyId }),
  }
  const call: ApiCall = {
    method: 'POST',
    template: '/invoices/exports',
    body: { contentType: 'application/json', content: JSON.stringify({ encryption, filters, compressionType: 'TarGz' }) },
    group: 'invoiceExport',
  }
  return readAnswer(await send(call, signal), z.object({ referenceNumber: z.string().min(1) }), routeOf(call)).referenceNumber
}

/** `GET /invoices/exports/{ref}`, with fresh links of the parts; group invoiceExportStatus. 'api-gone' after seven days. */
export async function exportStatus(send: SendAuthorised, referenceNumber: string, signal: AbortSignal): Promise<ExportStatus> {
  const call: ApiCall = { method: 'GET', template: '/invoices/exports/{referenceNumber}', parameters: { referenceNumber }, group: 'invoiceExportStatus' }
  return readAnswer(await send(call, signal), statusAnswer, routeOf(call))
}

/** 50 MB over a slow line; a line that stands still is given up much sooner (http/dispatcher.ts). */
const PART_DEADLINE_MS = 30 * 60_000

/**
 * An encrypted part by its link: no token, no redirect, only from the API's own host, no limit. Throws AppError 'link-refused' (expired
 * links too), 'api-answer-unreadable' where more comes than was told, and network errors.
 */
export async function downloadPart(
  { dispatcher, apiBase }: { readonly dispatcher: Connections; readonly apiBase: string },
  { url: link, encryptedPartSize }: ExportPart,
  take: TakeChunk,
  signal: AbortSignal,
): Promise<PartHeaders> {
  const url = addressOfLink(link, apiBase)
  const answer = await sendHttp(dispatcher, { method: 'GET', url, maxBytes: encryptedPartSize, deadlineMs: PART_DEADLINE_MS, take }, signal)
  if (answer.status !== 200) throw linkFailure(answer, link, url)
  return { contentType: answer.header('content-type'), headerHash: answer.header('x-ms-meta-hash') }
}
