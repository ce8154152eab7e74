import type { ImportRefusal } from '../../shared/model/importedFile.ts'
import type { InvoiceFacts, InvoiceProblem } from '../../shared/model/invoiceFacts.ts'
import type { Upo } from '../../shared/model/upo.ts'
import type { UpoInspection } from '../../shared/model/upoInspection.ts'
import { decodeText } from '../decodeText.ts'
import { readInvoice } from '../invoice/readInvoice.ts'
import { inspectUpo } from '../upo/inspectUpo.ts'
import { refuseProlog, rootName, type PrologRefusal } from '../xmlProlog.ts'
import { MAX_DOCUMENT_BYTES, MAX_INVOICE_BYTES } from './importLimits.ts'

/** What bytes were found to be; never by a name. */
export type RecognisedDocument =
  | { readonly what: 'upo'; readonly upo: Upo; readonly inspection: UpoInspection }
  | { readonly what: 'invoice'; readonly facts: InvoiceFacts }
  | { readonly what: 'refused'; readonly reason: ImportRefusal }

/** Reads an invoice or a UPO with the readers of downloaded ones. A UPO is verified here; its place among invoices is another's matter. Never throws. */
export function recogniseDocument(bytes: Uint8Array): RecognisedDocument {
  if (bytes.byteLength === 0) return refused('empty')
  if (bytes.byteLength > MAX_DOCUMENT_BYTES) return refused('too-large')
  // A picture or a program is told by its first bytes, without decoding it all.
  if (!mayBeText(bytes)) return refused('not-a-document')
  const { refusal, root } = beginningOf(bytes)
  if (refusal !== null) return refused(refusal === 'not-xml' ? 'not-a-document' : refusal)
  switch (root) {
    case 'Potwierdzenie':
      return recogniseUpo(bytes)
    case 'Faktura':
    case 'Invoice':
    case 'CreditNote':
      return recogniseInvoice(bytes)
    case null:
      return refused('broken-xml')
    default:
      return refused('unknown-xml')
  }
}

interface Beginning {
  readonly refusal: PrologRefusal | null
  /** Local name of the first element. */
  readonly root: string | null
}

/** Nearly always more than what stands before the first element, and its name. */
const HEAD_BYTES = 1024

/** From as few bytes as say it. */
function beginningOf(bytes: Uint8Array): Beginning {
  const { text } = decodeText(bytes.subarray(0, HEAD_BYTES))
  const beginning = { refusal: refuseProlog(text), root: rootName(text) }
  if (bytes.byteLength <= HEAD_BYTES || (beginning.refusal === null && beginning.root !== null)) return beginning
  const { text: whole } = decodeText(bytes)
  return { refusal: refuseProlog(whole), root: rootName(whole) }
}

function recogniseUpo(bytes: Uint8Array): RecognisedDocument {
  if (isCostly(bytes)) return refused('too-large')
  const inspection = inspectUpo(bytes, { headerHash: null, ksefNumber: null, invoiceHash: null })
  const { upo, quarantineReason } = inspection
  if (upo !== null) return { what: 'upo', upo, inspection }
  return refused(quarantineReason === 'not-xml' ? 'broken-xml' : quarantineReason === 'too-large' ? 'too-large' : 'unreadable-upo')
}

/** Most of what a receipt of 20 000 entries may hold of each: more would fill the memory before anything could be counted. */
const MAX_TAG_SIGNS = 420_000
const MAX_EQUAL_SIGNS = 100_000

function isCostly(bytes: Uint8Array): boolean {
  return hasMoreThan(bytes, 0x3c, MAX_TAG_SIGNS) || hasMoreThan(bytes, 0x3d, MAX_EQUAL_SIGNS)
}

function hasMoreThan(bytes: Uint8Array, sign: number, limit: number): boolean {
  if (bytes.byteLength <= limit) return false
  let count = 0
  for (let at = bytes.indexOf(sign); at >= 0; at = bytes.indexOf(sign, at + 1)) {
    count += 1
    if (count > limit) return true
  }
  return false
}

/** Such a file is no invoice that KSeF can have taken. What it may well have: a byte order mark, or letters that are no UTF-8. */
const REFUSING_PROBLEMS: Partial<Record<InvoiceProblem, ImportRefusal>> = {
  empty: 'empty',
  'too-large': 'too-large',
  'not-xml': 'not-a-document',
  'broken-xml': 'broken-xml',
  'html-page': 'html-page',
  'dtd-refused': 'dtd-refused',
  'too-deep': 'too-deep',
}

function recogniseInvoice(bytes: Uint8Array): RecognisedDocument {
  if (bytes.byteLength > MAX_INVOICE_BYTES) return refused('too-large')
  const facts = readInvoice(bytes)
  const reason = facts.problems.map((problem) => REFUSING_PROBLEMS[problem]).find((found) => found !== undefined)
  if (reason !== undefined) return refused(reason)
  // An FA of a variant that is not known here is taken when it says who sold under which number.
  if (facts.form === 'unknown' && (facts.sellerNip === null || facts.invoiceNumber === null)) return refused('unknown-invoice')
  return { what: 'invoice', facts }
}

function mayBeText(bytes: Uint8Array): boolean {
  const [first = 0, second = 0, third = 0] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true
  if (first === 0xef && second === 0xbb && third === 0xbf) return true
  if (first === 0 && second === 0x3c) return true
  return first === 0x3c || first === 0x20 || first === 0x09 || first === 0x0a || first === 0x0d
}

function refused(reason: ImportRefusal): RecognisedDocument {
  return { what: 'refused', reason }
}
