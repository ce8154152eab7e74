import type { Language } from '../shared/contract/program.ts'
import type { SessionDetail } from '../shared/contract/sessions.ts'
import { labelOfVerdict } from '../shared/messages/evidence.ts'
import { labelOfState } from '../shared/messages/labels.ts'
import { describeSessionStatus } from '../shared/messages/sessionStatus.ts'

const TEXTS = {
  pl: { pages: 'strony UPO zbiorczego', entries: 'pozycji w UPO', gaps: 'brak w UPO zbiorczym', strangers: 'brak na liście', contradictions: 'sprzeczne' },
  en: { pages: 'pages of session UPO', entries: 'entries in the UPO', gaps: 'not in session UPO', strangers: 'not on the list', contradictions: 'contradictory' },
} as const satisfies Record<Language, unknown>

/** A session in lines of text: what became of it and what to do, how it is covered, and where list and session UPO do not agree. */
export function sessionLines(language: Language, detail: SessionDetail): readonly string[] {
  const { summary, statusDetails, coverage, pages, entries, gaps, strangers, contradictions } = detail
  const texts = TEXTS[language]
  const { label, sentence, nextStep } = describeSessionStatus(language, summary)
  const { statusCode, statusDescription } = summary
  const here = pages.filter(({ document }) => document !== null).length
  const rows: readonly (readonly [string, string])[] = [
    [summary.referenceNumber, label],
    ['', sentence],
    ['→', nextStep],
    ['KSeF', [statusCode, statusDescription, ...statusDetails].filter((part) => part !== null).join(' – ')],
    [labelOfState(language, 'complete'), String(coverage.provenByInvoiceUpo)],
    [labelOfState(language, 'complete-session-upo'), String(coverage.provenBySessionUpoOnly)],
    [labelOfState(language, 'no-upo'), String(coverage.notProven)],
    [labelOfState(language, 'waiting'), String(coverage.inProcess)],
    [labelOfState(language, 'rejected'), String(coverage.rejected)],
    [labelOfState(language, 'unclear'), String(coverage.unclear + coverage.quarantined)],
    [texts.pages, `${here}/${Math.max(pages.length, ...pages.map((page) => page.pages ?? 0))}`],
    [texts.entries, `${entries.counted}/${entries.stated ?? '?'} ${labelOfVerdict(language, entries.verdict)}`],
    ...gaps.rows.map((row) => [texts.gaps, nameOf(row)] as const),
    ...strangers.rows.map((row) => [texts.strangers, nameOf(row)] as const),
    ...contradictions.rows.map((row) => [texts.contradictions, `${nameOf(row)} ${row.difference}: ${row.onList ?? '–'} ≠ ${row.inUpo ?? '–'}`] as const),
  ]
  return [...rows.map(([label, value]) => `${label.padEnd(38)} ${value}`), '']
}

function nameOf({ invoiceNumber, ksefNumber }: { readonly invoiceNumber: string | null; readonly ksefNumber: string | null }): string {
  return [invoiceNumber ?? '–', ksefNumber ?? '–'].join('  ')
}
