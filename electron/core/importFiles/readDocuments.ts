import { recogniseDocument } from '../../documents/import/recogniseDocument.ts'
import { assertNever } from '../../shared/assert.ts'
import type { ImportedKind, ImportRefusal } from '../../shared/model/importedFile.ts'
import type { InvoiceFacts } from '../../shared/model/invoiceFacts.ts'
import type { Upo, UpoEnvironment } from '../../shared/model/upo.ts'
import type { UpoFindings, UpoInspection } from '../../shared/model/upoInspection.ts'
import { inOneBuffer } from './inOneBuffer.ts'
import { readFiles } from './readFiles.ts'

/** What a document says about whose it is. */
export type Belonging =
  | { readonly what: 'invoice'; readonly sellerNip: string | null; readonly buyerNip: string | null; readonly otherNips: readonly string[] }
  | { readonly what: 'upo'; readonly context: Upo['context']; readonly environment: UpoEnvironment; readonly sellerNips: readonly string[] }

export interface ReadDocument {
  readonly name: string
  /** All those of a group lie in one buffer of their own, which can move to another thread. */
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly belonging: Belonging
  /** For the list of results, should it go nowhere. */
  readonly about: { readonly kind: ImportedKind; readonly invoiceNumber: string | null; readonly ksefNumber: string | null; readonly entries: number; readonly sellerNip: string | null }
  /** JSON of the InvoiceFacts or the UpoFindings: the thread in between need not unfold ten thousand entries. */
  readonly reading: string
}

export type ReadItem = ReadDocument | { readonly name: string; readonly refusal: ImportRefusal }

const MAX_GROUP_ITEMS = 500
const MAX_GROUP_BYTES = 4 * 1024 * 1024
const MAX_GROUP_MS = 500

/** Long names are cut, and signs that would turn or break a line are left out: a name is shown, never used as a path. */
const MAX_NAME_LENGTH = 300
const UNSHOWABLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]/gu

/** Reads and recognises all files among the paths, in groups bounded by number, bytes and time. */
export async function* readDocuments(paths: readonly string[]): AsyncGenerator<readonly ReadItem[], void, undefined> {
  let group: LooseItem[] = []
  let bytes = 0
  let startedAt = performance.now()
  for await (const file of readFiles(paths)) {
    const name = showable(file.name)
    const item = 'bytes' in file ? readOne(name, file.bytes) : { name, refusal: file.refusal }
    group.push(item)
    if ('bytes' in item) bytes += item.bytes.byteLength
    if (group.length < MAX_GROUP_ITEMS && bytes < MAX_GROUP_BYTES && performance.now() - startedAt < MAX_GROUP_MS) continue
    yield joined(group)
    group = []
    bytes = 0
    startedAt = performance.now()
  }
  if (group.length > 0) yield joined(group)
}

/** With its bytes wherever they were read to. */
type LooseDocument = Omit<ReadDocument, 'bytes'> & { readonly bytes: Uint8Array }
type LooseItem = LooseDocument | Exclude<ReadItem, ReadDocument>

function joined(group: readonly LooseItem[]): readonly ReadItem[] {
  const bytes = inOneBuffer(group.map((item) => ('bytes' in item ? item.bytes : NO_BYTES)))
  return group.map((item, index) => ('bytes' in item ? { ...item, bytes: bytes[index] ?? NO_BYTES } : item))
}

const NO_BYTES = new Uint8Array()

function readOne(name: string, bytes: Buffer): LooseItem {
  const recognised = recogniseDocument(bytes)
  switch (recognised.what) {
    case 'refused':
      return { name, refusal: recognised.reason }
    case 'invoice':
      return fromInvoice(name, bytes, recognised.facts)
    case 'upo':
      return fromUpo(name, bytes, recognised)
    default:
      return assertNever(recognised)
  }
}

function fromInvoice(name: string, bytes: Buffer, facts: InvoiceFacts): LooseDocument {
  const { sellerNip, buyerIdentifierType, buyerIdentifier, thirdParties, invoiceNumber } = facts
  const buyerNip = buyerIdentifierType === 'Nip' ? buyerIdentifier : null
  const otherNips = thirdParties.flatMap(({ identifier }) => identifier ?? [])
  return {
    name,
    bytes,
    belonging: { what: 'invoice', sellerNip, buyerNip, otherNips },
    about: { kind: 'invoice', invoiceNumber, ksefNumber: null, entries: 1, sellerNip },
    reading: JSON.stringify(facts),
  }
}

function fromUpo(name: string, bytes: Buffer, { upo, inspection }: { readonly upo: Upo; readonly inspection: UpoInspection }): LooseDocument {
  const { kind, context, environment, entries } = upo
  const sellerNips = [...new Set(entries.flatMap(({ sellerNip }) => sellerNip ?? []))]
  const [entry] = entries
  const only = entries.length === 1 ? entry : undefined
  const { lines, quarantineReason, signatureVerified, signerName, signingTime } = inspection
  const findings: UpoFindings = { lines, quarantineReason, signatureVerified, upo, signerName, signingTime }
  return {
    name,
    bytes,
    belonging: { what: 'upo', context, environment, sellerNips },
    about: { kind, invoiceNumber: only?.invoiceNumber ?? null, ksefNumber: only?.ksefNumber ?? null, entries: entries.length, sellerNip: sellerNips.length === 1 ? (sellerNips[0] ?? null) : null },
    reading: JSON.stringify(findings),
  }
}

function showable(name: string): string {
  const text = name.replace(UNSHOWABLE, '\uFFFD')
  return text.length <= MAX_NAME_LENGTH ? text : `…${text.slice(1 - MAX_NAME_LENGTH)}`
}
