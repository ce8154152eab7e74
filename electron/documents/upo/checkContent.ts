import type { Environment } from '../../shared/model/context.ts'
import type { Upo, UpoEntry } from '../../shared/model/upo.ts'
import { isWellMade } from '../../shared/model/ksefNumber.ts'
import type { CheckVerdict, QuarantineReason, UpoCheck, UpoCheckLine } from '../../shared/model/upoInspection.ts'
import type { ExpectedUpo } from './inspectUpo.ts'

/** One entry of a UPO and the session that the UPO names: what is held against other facts. */
export interface StatedEntry {
  readonly entry: Pick<UpoEntry, 'ksefNumber' | 'checksum' | 'documentHash' | 'sellerNip' | 'invoiceNumber'> | undefined
  readonly sessionReference: string | null
}

export interface ContentChecks {
  readonly lines: readonly UpoCheckLine[]
  readonly quarantineReason: QuarantineReason | null
}

/** What the UPO says against what it was fetched for: KSeF number first, for hash and own number may repeat (API-NOTES §5). */
export function checkContent(upo: Upo, expected: ExpectedUpo): ContentChecks {
  const entry = expected.ksefNumber === null ? (upo.entries.length === 1 ? upo.entries[0] : undefined) : upo.entries.find(({ ksefNumber }) => ksefNumber === expected.ksefNumber)
  const environment = environmentVerdict(expected.environment, upo)
  const entryLines = checkEntry({ entry, sessionReference: upo.sessionReference }, expected)
  const lines: UpoCheckLine[] = [
    line('receiver', environment, upo.receiverName),
    ...entryLines,
    ...(upo.kind === 'session-upo' ? [line('entry-count', countVerdict(upo), `${upo.entries.length}/${upo.description?.totalDocuments ?? '?'}`)] : []),
    line('entries-distinct', areDistinct(upo.entries) ? 'confirmed' : 'failed', null),
  ]
  return { lines, quarantineReason: reasonOf(upo.kind, lines) }
}

/** The lines that rest on what else is known of the invoice: made anew whenever they are shown, for that may be known later than the UPO. */
export function checkEntry({ entry, sessionReference }: StatedEntry, expected: Omit<ExpectedUpo, 'headerHash'>): readonly UpoCheckLine[] {
  return [
    line('ksef-number-present', compare(expected.ksefNumber, entry?.ksefNumber ?? null), expected.ksefNumber),
    ...(entry === undefined ? [] : [line('ksef-number-checksum', checksumVerdict(entry, expected), entry.ksefNumber)]),
    line('hash-matches-list', compare(expected.invoiceHash, entry?.documentHash ?? null), entry?.documentHash ?? null),
    line('hash-matches-xml', compare(expected.xmlSha256, entry?.documentHash ?? null), expected.xmlSha256 ?? null),
    line('seller-nip', softly(compare(expected.sellerNip, entry?.sellerNip ?? null)), entry?.sellerNip ?? null),
    line('invoice-number', softly(compare(expected.invoiceNumber, entry?.invoiceNumber ?? null)), entry?.invoiceNumber ?? null),
    line('session-reference', compare(expected.sessionReference, sessionReference), sessionReference),
  ]
}

const DECIDING = [
  ['receiver', 'other-environment'],
  ['ksef-number-present', 'other-invoice'],
  ['ksef-number-checksum', 'ksef-number-wrong'],
  ['hash-matches-list', 'hash-differs'],
  ['session-reference', 'other-session'],
] as const satisfies readonly (readonly [UpoCheck, QuarantineReason])[]

/** True for a reason that comes from what the UPO was held against, and may fall with it. */
export function restsOnContent(reason: QuarantineReason | null): boolean {
  return DECIDING.some(([, deciding]) => deciding === reason)
}

/**
 * A count that differs, a number given twice and, on a page of a session, wrong check digits are only reported: the page is as good a page as ever, and
 * what its entries prove is asked of each of them (archive/deriveProof.ts).
 */
function reasonOf(kind: Upo['kind'], lines: readonly UpoCheckLine[]): QuarantineReason | null {
  const decides = (check: UpoCheck): boolean => check !== 'ksef-number-checksum' || kind === 'invoice-upo'
  return DECIDING.find(([check]) => decides(check) && lines.some((line) => line.check === check && line.verdict === 'failed'))?.[1] ?? null
}

/**
 * A receipt of one environment is none of another. Production has one fixed name (xsd/upo-v4-3.xsd), so any other is refused there; the
 * names elsewhere are not published, so one that is not recognised is only not checked. The simulator names itself in its own way.
 */
function environmentVerdict(expected: Environment | undefined, { environment }: Upo): CheckVerdict {
  if (expected === undefined || expected === 'simulator') return 'not-checked'
  if (environment === expected) return 'confirmed'
  return environment === 'unknown' && expected !== 'production' ? 'not-checked' : 'failed'
}

/** Null on the side of what is expected: nothing to compare with. */
function compare(expected: string | null | undefined, found: string | null): CheckVerdict {
  if (expected === null || expected === undefined) return 'not-checked'
  return expected === found ? 'confirmed' : 'failed'
}

/** Own numbers and NIPs are copied by hand in places: a difference is shown, and the KSeF number and the hash decide. */
function softly(verdict: CheckVerdict): CheckVerdict {
  return verdict === 'failed' ? 'warning' : verdict
}

/** A number that KSeF's list says itself is the number, whatever its digits; one that only the UPO says must be well made. */
function checksumVerdict({ ksefNumber, checksum }: Pick<UpoEntry, 'ksefNumber' | 'checksum'>, expected: Pick<ExpectedUpo, 'ksefNumber'>): CheckVerdict {
  if (checksum === 'right') return 'confirmed'
  if (isWellMade(ksefNumber)) return 'not-checked'
  return expected.ksefNumber === ksefNumber ? 'warning' : 'failed'
}

/** A single page holds all that it states; of one page among several only the whole session can tell. The range is not trusted. */
function countVerdict({ description, entries }: Upo): CheckVerdict {
  if (description?.pages !== 1 || description.totalDocuments === null) return 'not-checked'
  return description.totalDocuments === entries.length ? 'confirmed' : 'failed'
}

function areDistinct(entries: readonly UpoEntry[]): boolean {
  return new Set(entries.map(({ ksefNumber }) => ksefNumber)).size === entries.length
}

function line(check: UpoCheck, verdict: CheckVerdict, detail: string | null): UpoCheckLine {
  return { check, verdict, detail }
}
