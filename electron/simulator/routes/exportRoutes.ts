import { readFile } from 'node:fs/promises'
import { sha256Base64 } from '../../crypto/hash.ts'
import type { InvoicePackage } from '../exports/buildPackage.ts'
import { EXPORT_FLAWS, type ExportFlaw } from '../exports/exportFlaws.ts'
import type { Export } from '../exports/exportOffice.ts'
import { exportCodeOf, type ExportCode } from '../exports/exportStatus.ts'
import type { PartFile } from '../exports/writeParts.ts'
import { EXPORT_OUTCOME } from '../faults.ts'
import { jsonAnswer, type Answer } from '../http/answer.ts'
import { invalidInput, jsonBodyOf, objectOf, parameterOf, referenceOf, type Call, type JsonObject, type SignedInCall } from '../http/call.ts'
import { Refused } from '../http/problemDetails.ts'
import type { OpenRoute, ProtectedRoute } from '../http/route.ts'
import { storageError } from '../http/storageError.ts'
import type { Kernel } from '../kernel.ts'
import { dateRangeOf } from '../query/dateRange.ts'
import { filterOf } from '../query/filters.ts'
import { isAvailable, matchingInvoices } from '../query/matchingInvoices.ts'
import { toKsefTime } from '../time.ts'
import { linkRefusal } from './linkAccess.ts'
import { openSymmetricKey } from './symmetricKey.ts'

const MOST_RUNNING = 10
const EXTENSIONS = { Zip: 'zip', TarGz: 'tar.gz' } as const

/** Reads what packages are packed with; ZIP where nothing is said. */
function compressionOf({ compressionType }: JsonObject): keyof typeof EXTENSIONS {
  if (compressionType === undefined || compressionType === null) return 'Zip'
  if (compressionType !== 'Zip' && compressionType !== 'TarGz') throw invalidInput("Pole 'compressionType' ma nieznaną wartość.")
  return compressionType
}

/** What the control interface ordered for the next export. */
function orderedOutcome(kernel: Kernel): { readonly outcome: ExportCode | null; readonly flaws: readonly ExportFlaw[] } {
  const effects = kernel.faults.take(EXPORT_OUTCOME)
  const status = effects.find((effect) => effect.kind === 'export-status')
  return {
    outcome: status?.kind === 'export-status' ? exportCodeOf(status.code) : null,
    flaws: EXPORT_FLAWS.filter((flaw) => effects.some(({ kind }) => kind === flaw)),
  }
}

function begin(call: SignedInCall, kernel: Kernel): Answer {
  const body = jsonBodyOf(call)
  const filters = objectOf(body, 'filters')
  const createdAt = kernel.clock.now()
  const range = dateRangeOf(filters, createdAt, kernel.exports.settings().highWaterLagMs)
  const compression = compressionOf(body)
  const key = openSymmetricKey(objectOf(body, 'encryption'), kernel)
  const { contextNip } = call.principal
  if (kernel.exports.running(contextNip) >= MOST_RUNNING) {
    throw new Refused({
      status: 400,
      code: 21182,
      description: 'Osiągnięto limit trwających eksportów.',
      details: [
        `Dla uwierzytelnionego podmiotu w bieżącym kontekście osiągnięto maksymalny limit ${MOST_RUNNING} równoczesnych eksportów faktur. Spróbuj ponownie później.`,
      ],
    })
  }
  const ordered = orderedOutcome(kernel)
  // A key that cannot be opened and a range without data are told by the status, not here (open-api.json).
  const outcome = key === null ? 415 : range.isPastHighWater ? 420 : ordered.outcome
  const { reference } = kernel.exports.begin({
    contextNip,
    range,
    compression,
    onlyMetadata: body.onlyMetadata === true,
    key: key?.key ?? Buffer.alloc(32),
    iv: key?.iv ?? Buffer.alloc(16),
    outcome,
    flaws: ordered.flaws,
    candidates: outcome === null ? matchingInvoices(kernel, contextNip, range, filterOf(filters)) : [],
    isAvailable: (invoice) => isAvailable(kernel, invoice, createdAt),
  })
  return jsonAnswer(201, { referenceNumber: reference })
}

function partNameOf({ reference, compression }: Export, ordinal: number): string {
  return `${reference}-${String(ordinal).padStart(3, '0')}.${EXTENSIONS[compression]}.aes`
}

function partJson(made: Export, part: PartFile, ordinal: number, kernel: Kernel): object {
  const name = partNameOf(made, ordinal)
  const link = kernel.links.mint('export', made.reference, name)
  const hashUnless = (flaw: ExportFlaw, hash: string): string => (made.flaws.includes(flaw) ? sha256Base64(Buffer.from(`not ${hash}`)) : hash)
  return {
    ordinalNumber: ordinal,
    partName: name,
    method: 'GET',
    url: link.url,
    partSize: part.size,
    partHash: hashUnless('wrong-part-hash', part.hash),
    encryptedPartSize: part.encryptedSize,
    encryptedPartHash: hashUnless('wrong-encrypted-part-hash', part.encryptedHash),
    expirationDate: toKsefTime(Math.min(link.expiresAt, made.expiresAt)),
  }
}

/** The last date of a package that was cut short, under the name that the date asked for has. */
function lastDate({ range }: Export, { truncatedAfter }: InvoicePackage): object {
  if (truncatedAfter === null) return {}
  switch (range.dateType) {
    case 'Issue':
      return { lastIssueDate: truncatedAfter.face?.issuedOn }
    case 'Invoicing':
      return { lastInvoicingDate: toKsefTime(truncatedAfter.invoicingAt) }
    case 'PermanentStorage':
      return { lastPermanentStorageDate: toKsefTime(truncatedAfter.storedAt ?? 0) }
  }
}

function packageJson(made: Export, contents: InvoicePackage, kernel: Kernel): object {
  const { invoiceCount, parts, truncatedAfter } = contents
  return {
    invoiceCount,
    size: parts.reduce((total, { size }) => total + size, 0),
    parts: parts.map((part, position) => partJson(made, part, position + 1, kernel)),
    isTruncated: truncatedAfter !== null,
    ...lastDate(made, contents),
    permanentStorageHwmDate: made.range.dateType === 'PermanentStorage' ? toKsefTime(made.range.highWater) : null,
  }
}

async function status(call: SignedInCall, kernel: Kernel): Promise<Answer> {
  const made = kernel.exports.find(referenceOf(call, 'referenceNumber'))
  if (made?.contextNip !== call.principal.contextNip) {
    throw new Refused({ status: 400, code: 21175, description: 'Wynik zapytania o podanym identyfikatorze nie istnieje.' })
  }
  const state = await kernel.exports.stateOf(made)
  if (state === null) throw new Refused({ status: 410, detail: 'Operacja wygasła i nie jest już dostępna.' })
  const { status, package: contents } = state
  return jsonAnswer(200, {
    status,
    completedDate: status.code === 100 ? null : toKsefTime(made.completedAt),
    ...(contents === null ? {} : { packageExpirationDate: toKsefTime(made.expiresAt), package: packageJson(made, contents, kernel) }),
  })
}

/** A part by its link, as it is stored: encrypted, under the hash of what is sent. */
async function part(call: Call, kernel: Kernel): Promise<Answer> {
  const reference = parameterOf(call, 'export')
  const name = parameterOf(call, 'part')
  const refusal = linkRefusal(call, kernel, 'export', reference, name)
  if (refusal !== null) return refusal
  const made = kernel.exports.find(reference)
  const parts = (made === null ? null : await kernel.exports.stateOf(made))?.package?.parts ?? []
  const wanted = parts.find((_, position) => made !== null && partNameOf(made, position + 1) === name)
  if (wanted === undefined) return storageError(404, 'BlobNotFound', 'The specified blob does not exist.')
  return {
    status: 200,
    headers: { 'content-type': 'application/octet-stream', 'x-ms-meta-hash': wanted.encryptedHash },
    body: await readFile(wanted.path),
  }
}

const COMMON = { access: 'protected', permissions: ['InvoiceRead'] } as const

export const EXPORT_ROUTES: readonly ProtectedRoute[] = [
  { ...COMMON, id: 'invoices.export', method: 'POST', path: '/invoices/exports', group: 'invoiceExport', handle: begin },
  { ...COMMON, id: 'invoices.exportStatus', method: 'GET', path: '/invoices/exports/{referenceNumber}', group: 'invoiceExportStatus', handle: status },
]

/** Where the links of parts lead, outside the API base. */
export const EXPORT_LINK_ROUTE: OpenRoute = { id: 'links.exportPart', method: 'GET', path: '/storage/export/{export}/{part}', group: 'none', access: 'open', handle: part }
