import { verifyEnveloped, type SignatureVerdict } from '../../crypto/xmlSignature/verifyEnveloped.ts'
import type { DocumentText } from '../../shared/contract/invoices.ts'
import type { Language } from '../../shared/contract/program.ts'
import type { Upo, UpoEntry } from '../../shared/model/upo.ts'
import { readUpo, readUpoTree } from './readUpo.ts'
import { UPO_LABELS, type UpoLabel } from './upoLabels.ts'
import { UpoRefused } from './upoRefused.ts'

type Outline = DocumentText['outline']
type Section = Outline[number]
type Label = (label: UpoLabel) => string

/** A page lists up to 10 000 invoices: more than this nobody reads in a window. */
const MAX_ROWS = 500

/**
 * A UPO as plain sections for the eye; from the bytes that its signature covers where that was verified. Empty for anything that
 * cannot be read as one.
 */
export function outlineUpo(bytes: Uint8Array, language: Language): Outline {
  const label: Label = (name) => UPO_LABELS[language][name]
  const verdict = verifyEnveloped(bytes)
  try {
    const upo = verdict.result === 'valid' ? readUpoTree(verdict.coveredTree) : readUpo(bytes)
    return [outlineReceipt(upo, label), outlineEntries(upo.entries, label), ...outlineSignature(verdict, label)]
  } catch (cause) {
    if (cause instanceof UpoRefused) return []
    throw cause
  }
}

function outlineReceipt(upo: Upo, label: Label): Section {
  const { description, context, authentication } = upo
  return section(label('receipt'), [
    [label('receiver'), upo.receiverName],
    [label('session'), upo.sessionReference],
    [label('context'), context === null ? null : `${context.type} ${context.value}`],
    ...(authentication === null ? [] : [[label(authentication.kind), authentication.value] as const]),
    [label('form'), upo.formCode],
    [label('schema'), upo.schemaName],
    [label('page'), description === null ? null : `${description.page ?? '?'} / ${description.pages ?? '?'}`],
    [label('total'), description?.totalDocuments?.toString() ?? null],
  ])
}

function outlineEntries(entries: readonly UpoEntry[], label: Label): Section {
  const [only] = entries
  if (entries.length === 1 && only !== undefined) {
    return section(label('invoice'), [
      [label('ksefNumber'), only.ksefNumber],
      [label('invoiceNumber'), only.invoiceNumber],
      [label('sellerNip'), only.sellerNip],
      [label('issueDate'), only.issueDate],
      [label('sentDate'), readableTime(only.sentDate)],
      [label('numberGivenDate'), readableTime(only.numberGivenDate)],
      [label('documentHash'), only.documentHash],
      [label('mode'), only.mode],
    ])
  }
  const shown = entries.slice(0, MAX_ROWS)
  return {
    ...section(label('invoices'), [[label('shown'), shown.length < entries.length ? `${shown.length} / ${entries.length}` : null]]),
    table: {
      columns: [label('ksefNumber'), label('invoiceNumber'), label('sellerNip'), label('issueDate'), label('sentDate')],
      rows: shown.map(({ ksefNumber, invoiceNumber, sellerNip, issueDate, sentDate }) => [
        ksefNumber,
        invoiceNumber ?? '',
        sellerNip ?? '',
        issueDate ?? '',
        readableTime(sentDate) ?? '',
      ]),
    },
  }
}

function outlineSignature(verdict: SignatureVerdict, label: Label): Outline {
  if (verdict.result !== 'valid') return []
  const { signer, signingTime } = verdict
  return [
    section(label('signature'), [
      [label('signer'), signer.subject],
      [label('issuer'), signer.issuer],
      [label('serialNumber'), signer.serialNumber],
      [label('validity'), `${readableTime(signer.notBefore) ?? ''} – ${readableTime(signer.notAfter) ?? ''}`],
      [label('signingTime'), readableTime(signingTime)],
    ]),
  ]
}

function section(title: string, rows: readonly (readonly [string, string | null])[]): Section {
  return { title, rows: rows.flatMap(([label, value]) => (value === null ? [] : [{ label, value }])), table: null }
}

/** `2026-02-01T11:00:00.841+01:00` as `2026-02-01 11:00:00 +01:00`: the time as written, with its offset. */
function readableTime(written: string | null): string | null {
  return written?.replace(/^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.\d+)?(Z|[+-]\d{2}:\d{2})$/, (_, day: string, time: string, zone: string) => `${day} ${time} ${zone === 'Z' ? 'UTC' : zone}`) ?? null
}
