import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { isImportRoute } from '../../archive/importRoute.ts'
import type { ExportInput } from '../../archive/inputs.ts'
import type { HandOverItem } from '../../archive/outputs.ts'
import { createZip } from '../../documents/zip/writeZip.ts'
import type { ZipWriter } from '../../documents/zip/writeZip.ts'
import type { Clock } from '../../platform/clock.ts'
import type { HandOverResult } from '../../shared/contract/jobs.ts'
import type { InvoiceSelection } from '../../shared/contract/invoices.ts'
import type { Language } from '../../shared/contract/program.ts'
import { AppError } from '../../shared/errors.ts'
import type { KsefContext } from '../../shared/model/context.ts'
import type { Archive } from '../archiveOperations.ts'
import { explainMissingUpo } from '../diagnose/explain.ts'
import { bundleStem, createNameKeeper, safeNamePart } from './bundleNames.ts'
import { invoiceList, invoiceListName } from './invoiceList.ts'
import { manifestOf } from './manifest.ts'
import type { BundledFile, BundledInvoice } from './manifest.ts'
import { bundleReason, missingList, missingListName } from './missingList.ts'
import type { MissingRow } from './missingList.ts'

const PAGE = 200
const ENDINGS = { invoice: '-faktura.xml', upo: '-upo.xml' } as const
const ALL_INVOICES: InvoiceSelection = { kind: 'filter', filter: { text: '', states: [], upo: 'any', xml: 'any', from: null, to: null, by: 'issuedOn', sessionId: null } }

export interface HandOverOptions {
  readonly archive: Archive
  readonly clock: Clock
  readonly context: KsefContext
  /** Some invoices, or all that the archive holds: then with the collective UPO, imported files on no list, and a list of the invoices. */
  readonly selection: InvoiceSelection | { readonly kind: 'everything' }
  /** The ZIP to write; an older file of this name is replaced only by a whole new one. */
  readonly targetPath: string
  readonly language: Language
  /** Name and version of this program, for the manifest. */
  readonly program: string
  readonly signal: AbortSignal
  readonly onProgress: (progress: { readonly done: number; readonly total: number }) => void
}

/** Packs a bundle and tells the history of each invoice in it. Throws as `packBundle` does, and the `archive-…` codes. */
export async function handOver(options: HandOverOptions): Promise<HandOverResult> {
  const packed = await packBundle(options)
  await options.archive.recordExport(packed.export)
  return packed.result
}

export interface PackedBundle {
  readonly result: HandOverResult
  /** For the history, once all that is handed over stands. */
  readonly export: ExportInput
}

/**
 * Packs the invoice files and UPO of a selection, unchanged, into one ZIP with `manifest.json`, `SHA256SUMS` and a list of what is
 * missing and why. Session UPO stay out of a selection: they name other people's invoices. Throws 'file-not-writable' and 'cancelled'.
 */
export async function packBundle(options: HandOverOptions): Promise<PackedBundle> {
  const zip = createZip(options.targetPath)
  try {
    const packed = await pack(zip, options)
    await zip.finish()
    return packed
  } catch (cause) {
    await zip.abandon()
    throw cause
  }
}

async function pack(zip: ZipWriter, options: HandOverOptions): Promise<PackedBundle> {
  const { archive, clock, context, language, signal, onProgress } = options
  const isEverything = options.selection.kind === 'everything'
  const selection = options.selection.kind === 'everything' ? ALL_INVOICES : options.selection
  const createdAt = new Date(clock.now())
  const packing: Packing = { zip, archive, nameFor: createNameKeeper() }
  const invoices: BundledInvoice[] = []
  let afterId = 0
  for (;;) {
    const { total, items } = await archive.invoicesForHandOver({ selection, afterId, limit: PAGE })
    const last = items.at(-1)
    if (last === undefined) break
    afterId = last.invoiceId
    for (const item of items) {
      if (signal.aborted) throw new AppError('cancelled')
      const files = await addDocuments(packing, item)
      invoices.push({ item, files, missing: await missingRowOf({ archive, language, now: createdAt.toISOString() }, item, files) })
    }
    onProgress({ done: invoices.length, total })
  }

  const missing = invoices.flatMap((invoice) => invoice.missing ?? [])
  const otherFiles = isEverything ? await addOtherDocuments(packing, signal) : null
  const sums = [...invoices.flatMap(({ files }) => files), ...(otherFiles ?? [])].map(({ name, sha256 }) => ({ name, sha256 }))
  const addOwn = async (name: string, bytes: Uint8Array): Promise<void> => {
    await zip.add(name, bytes, createdAt)
    sums.push({ name, sha256: createHash('sha256').update(bytes).digest('hex') })
  }
  await addOwn('manifest.json', manifestOf({ context, createdAt: createdAt.toISOString(), program: options.program, journalHead: await archive.journalHead(), invoices, otherFiles }))
  if (isEverything) await addOwn(invoiceListName(language), invoiceList(language, invoices))
  if (missing.length > 0) await addOwn(missingListName(language), missingList(language, missing))
  await zip.add('SHA256SUMS', Buffer.from(sums.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join(''), 'ascii'), createdAt)

  return {
    result: {
      path: options.targetPath,
      invoices: invoices.length,
      upos: invoices.filter(({ files }) => hasKind(files, 'upo')).length,
      xmls: invoices.filter(({ files }) => hasKind(files, 'invoice')).length,
      missing: missing.length,
    },
    export: {
      at: createdAt.toISOString(),
      fileName: basename(options.targetPath),
      items: invoices.map(({ item, files }) => ({ invoiceId: item.invoiceId, withUpo: hasKind(files, 'upo'), withXml: hasKind(files, 'invoice') })),
    },
  }
}

function hasKind(files: readonly BundledFile[], kind: BundledFile['kind']): boolean {
  return files.some((file) => file.kind === kind)
}

interface Packing {
  readonly zip: ZipWriter
  readonly archive: Archive
  readonly nameFor: ReturnType<typeof createNameKeeper>
}

/** Adds a document unchanged; none where it came to harm, for that is no proof for anyone. */
async function addDocument({ zip, archive, nameFor }: Packing, documentId: number, kind: BundledFile['kind'], stem: string, ending: string): Promise<readonly BundledFile[]> {
  const document = await archive.soundDocument({ documentId })
  if (document === null) return []
  const name = nameFor(stem, ending)
  await zip.add(name, document.bytes, new Date(document.fetchedAt))
  return [{ name, kind, sha256: document.sha256, byteLength: document.bytes.byteLength, origin: isImportRoute(document.route) ? 'file' : 'ksef' }]
}

async function addDocuments(packing: Packing, item: HandOverItem): Promise<readonly BundledFile[]> {
  const wanted = [
    { kind: 'invoice', documentId: item.xmlDocumentId },
    { kind: 'upo', documentId: item.upoDocumentId },
  ] as const
  const files: BundledFile[] = []
  for (const { kind, documentId } of wanted) {
    if (documentId !== null) files.push(...(await addDocument(packing, documentId, kind, bundleStem(item), ENDINGS[kind])))
  }
  return files
}

/** What belongs to no single invoice: collective UPO, which name several, and imported invoice files that no list names. */
async function addOtherDocuments(packing: Packing, signal: AbortSignal): Promise<readonly BundledFile[]> {
  const { archive } = packing
  const files: BundledFile[] = []
  const addOne = async (documentId: number, stem: string, kind: BundledFile['kind'], ending: string): Promise<void> => {
    if (signal.aborted) throw new AppError('cancelled')
    files.push(...(await addDocument(packing, documentId, kind, stem, ending)))
  }
  for (const { documentId, sessionReference } of await archive.sessionUpoDocuments()) {
    await addOne(documentId, safeNamePart(sessionReference ?? String(documentId)), 'session-upo', '-upo-zbiorcze.xml')
  }
  for (let offset = 0; ; offset += PAGE) {
    const { rows } = await archive.unlistedInvoices({ offset, limit: PAGE })
    for (const { documentId, sellerNip, invoiceNumber } of rows) await addOne(documentId, bundleStem({ sellerNip, invoiceNumber, ksefNumber: null }), 'unlisted-invoice', ENDINGS.invoice)
    if (rows.length < PAGE) return files
  }
}

interface Explaining {
  readonly archive: Archive
  readonly language: Language
  /** Instant, UTC. */
  readonly now: string
}

async function missingRowOf(explaining: Explaining, item: HandOverItem, files: readonly BundledFile[]): Promise<MissingRow | null> {
  const missingUpo = !hasKind(files, 'upo')
  const missingXml = !hasKind(files, 'invoice')
  if (!missingUpo && !missingXml) return null
  const isHarmed = (missingUpo && item.upoDocumentId !== null) || (missingXml && item.xmlDocumentId !== null)
  const { why, nextStep } = isHarmed ? bundleReason(explaining.language, 'damagedFile') : await reasonOf(explaining, item)
  return { sellerNip: item.sellerNip, invoiceNumber: item.invoiceNumber, ksefNumber: item.ksefNumber, missingUpo, missingXml, why, nextStep }
}

async function reasonOf({ archive, language, now }: Explaining, item: HandOverItem): Promise<Pick<MissingRow, 'why' | 'nextStep'>> {
  if (item.upoDocumentId !== null) return bundleReason(language, 'onlyInvoiceFile')
  if (item.proof === 'session-upo') return bundleReason(language, 'onlySessionUpo')
  const [facts] = await archive.diagnosisFacts({ invoiceIds: [item.invoiceId] })
  const explained = facts === undefined ? null : explainMissingUpo(language, facts, now)
  return explained ?? bundleReason(language, 'onlyInvoiceFile')
}
