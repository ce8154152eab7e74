import { faXml } from './faXml.ts'
import { faRrXml } from './faRrXml.ts'
import type { InvoiceFacts } from './facts.ts'

const BOM = Buffer.from([0xef, 0xbb, 0xbf])

/** The bytes of an invoice file; broken UTF-8 has one Latin-2 letter, as some programs in production send. */
export function invoiceFile(facts: InvoiceFacts): Buffer {
  const bytes = Buffer.from(facts.form === 'FA_RR (1)' ? faRrXml(facts) : faXml(facts, facts.form), 'utf8')
  if (facts.encoding === 'utf-8-with-bom') return Buffer.concat([BOM, bytes])
  if (facts.encoding === 'utf-8') return bytes
  const letter = Buffer.from('Ł', 'utf8')
  const at = bytes.indexOf(letter)
  return Buffer.concat([bytes.subarray(0, at), Buffer.from([0xa3]), bytes.subarray(at + letter.length)])
}
