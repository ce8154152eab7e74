import type { Environment } from '../../shared/model/context.ts'
import type { Upo, UpoEntry } from '../../shared/model/upo.ts'
import type { CheckVerdict, QuarantineReason, UpoCheck, UpoCheckLine } from '../../shared/model/upoInspection.ts'
import type { ExpectedUpo } from './inspectUpo.ts'

export interface ContentChecks {
  readonly lines: readonly UpoCheckLine[]
  readonly quarantineReason: QuarantineReason | null
}

/** What the UPO says against what it was fetched for: KSeF number first, for hash and own number may repeat (API-NOTES §5). */
export function checkContent(upo: Upo, expected: ExpectedUpo): ContentChecks {
  const entry = expected.ksefNumber === null ? (upo.entries.length === 1 ? upo.entries[0] : undefined) : upo.entries.find(({ ksefNumber }) => ksefNumber === expected.ksefNumber)
  const environment = environmentVerdict(expected.environment, upo)
  const present = compare(expected.ksefNumber, entry?.ksefNumber ?? null)
  const listHash = compare(expected.invoiceHash, entry?.documentHash ?? null)
  const session = compare(expected.sessionReference, upo.sessionReference)
  const count = countVerdict(upo)
  const lines: UpoCheckLine[] = [
    line('receiver', environment, upo.receiverName),
    line('ksef-number-present', present, expected.ksefNumber),
    ...(entry === undefined ? [] : [line('ksef-number-checksum', checksumVerdict(entry), entry.ksefNumber)]),
    line('hash-matches-list', listHash, entry?.documentHash ?? null),
    line('hash-matches-xml', compare(expected.xmlSha256, entry?.documentHash ?? null), null),
    line('seller-nip', softly(compare(expected.sellerNip, entry?.sellerNip ?? null)), entry?.sellerNip ?? null),
    line('invoice-number', softly(compare(expected.invoiceNumber, entry?.invoiceNumber ?? null)), entry?.invoiceNumber ?? null),
    line('session-reference', session, upo.sessionReference),
    ...(upo.kind === 'session-upo' ? [line('entry-count', count, `${upo.entries.length}/${upo.description?.totalDocuments ?? '?'}`)] : []),
    line('entries-distinct', areDistinct(upo.entries) ? 'confirmed' : 'failed', null),
  ]
  return { lines, quarantineReason: reasonOf({ environment, present, listHash, session }) }
}

interface Findings {
  readonly environment: CheckVerdict
  readonly present: CheckVerdict
  readonly listHash: CheckVerdict
  readonly session: CheckVerdict
}

/** A count that differs and a number given twice are only reported: the rest of the page is as good as ever, and what is ambiguous proves nothing. */
function reasonOf({ environment, present, listHash, session }: Findings): QuarantineReason | null {
  if (environment === 'failed') return 'other-environment'
  if (present === 'failed') return 'other-invoice'
  if (listHash === 'failed') return 'hash-differs'
  return session === 'failed' ? 'other-session' : null
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

function checksumVerdict({ checksum }: UpoEntry): CheckVerdict {
  return checksum === 'right' ? 'confirmed' : checksum === 'wrong' ? 'warning' : 'not-checked'
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
