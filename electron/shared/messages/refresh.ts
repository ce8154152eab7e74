import type { ProofForecast, RefreshProgress, RefreshResult } from '../contract/jobs.ts'
import type { Language } from '../contract/program.ts'
import { formatHour, formatInstant } from './formats.ts'
import { formatMessage, type Messages } from './formatMessage.ts'

type Step = RefreshProgress['step']
type Outcome = RefreshResult['outcome']
type Waiting = RefreshResult['waitingFor'][number]

/** Codes of warnings that have words of their own. */
const WARNINGS = ['ksef', 'invoices-unreadable', 'sessions-unreadable', 'metadata-unreadable', 'metadata-stands-still', 'rate-limits-unread', 'export-files-refused', 'export-metadata-unreadable', 'export-refused', 'export-unanswered', 'export-wrong-hash', 'export-unreadable', 'export-stands-still', 'export-wrong-package-not-kept'] as const
type Warning = (typeof WARNINGS)[number]

type RefreshMessageId = `step.${Step}` | `outcome.${Outcome}` | `waiting.${Waiting}` | `warning.${Warning}` | 'warning.other' | 'stored' | 'stored-files' | 'read' | 'forecast' | 'resumes' | 'quarantined' | 'nothing-new' | `repair.${Outcome}` | 'repair.see'

export const refreshMessages = {
  pl: {
    'step.signing-in': 'Logowanie do KSeF',
    'step.sessions': 'Czytanie listy wysyłek',
    'step.invoices': 'Czytanie faktur w wysyłkach',
    'step.upos': 'Pobieranie UPO',
    'step.exports': 'Pobieranie plików faktur w paczkach',
    'step.metadata': 'Czytanie nazw i kwot',
    'step.xml': 'Pobieranie plików faktur (XML)',
    'step.finishing': 'Kończenie',
    'outcome.done': 'Odświeżono',
    'outcome.cancelled': 'Odświeżanie przerwane – to, co pobrano, zostaje w teczce',
    'outcome.paused': 'Odświeżono, ile pozwala limit KSeF',
    'outcome.failed': 'Odświeżanie nie powiodło się – to, co pobrano, zostaje w teczce',
    'waiting.sessions': 'lista wysyłek',
    'waiting.invoices': 'faktury w wysyłkach',
    'waiting.upos': 'UPO',
    'waiting.session-upos': 'UPO zbiorcze',
    'waiting.exports': 'paczki faktur',
    'waiting.metadata': 'nazwy i kwoty',
    'waiting.xml': 'pliki faktur (XML)',
    stored:
      '{upos, plural, one {Zapisano # UPO} few {Zapisano # UPO} many {Zapisano # UPO} other {Zapisano # UPO}}{uposWanted, plural, =0 {} other { z {uposWanted, number}}}, {xmls, plural, =0 {plików faktur nie przybyło} one {# plik faktury} few {# pliki faktur} many {# plików faktur} other {# pliku faktury}}.',
    'stored-files': '{xmls, plural, one {Zapisano # plik faktury} few {Zapisano # pliki faktur} many {Zapisano # plików faktur} other {Zapisano # pliku faktury}}.',
    read: 'Przeczytano: wysyłki {sessions, number}, faktury {invoices, number}.',
    forecast: '{proven, number} z {accepted, number} gotowe, reszta do {time}',
    'warning.ksef': 'Komunikat KSeF: {detail}',
    'warning.invoices-unreadable': 'Części wpisów na liście wysyłki {detail} nie dało się odczytać.',
    'warning.sessions-unreadable': 'Wpisy na liście wysyłek, których nie dało się odczytać: {detail}.',
    'warning.metadata-unreadable': 'Wpisy z nazwami i kwotami, których nie dało się odczytać: {detail}.',
    'warning.metadata-stands-still': 'KSeF nie podaje listy z nazwami i kwotami do końca; przy kolejnym odświeżeniu program spróbuje od tego samego miejsca.',
    'warning.rate-limits-unread': 'Nie udało się odczytać limitów KSeF; program trzyma się ostatnio znanych.',
    'warning.export-files-refused': 'Pliki z paczki, których nie przyjęto: {detail}.',
    'warning.export-metadata-unreadable': 'W paczce faktur nie było czytelnych nazw i kwot; program czyta je z listy.',
    'warning.export-refused': 'KSeF nie przyjął zamówienia na paczkę faktur (kod {detail}).',
    'warning.export-unanswered': 'KSeF nie wydał paczki faktur ({detail}); pliki przychodzą na razie pojedynczo.',
    'warning.export-wrong-hash': 'Paczka faktur z KSeF nie zgadza się z podanym skrótem; program zamówi ją jeszcze raz.',
    'warning.export-unreadable': 'Paczki faktur z KSeF nie dało się odczytać; program zamówi ją jeszcze raz.',
    'warning.export-stands-still': 'Kolejna paczka nie przynosi nic nowego; pliki przyjdą pojedynczo.',
    'warning.export-wrong-package-not-kept': 'Uszkodzona paczka była za duża, żeby odłożyć ją osobno (bajtów: {detail}).',
    'warning.other': 'Uwaga techniczna: {detail}.',
    resumes: 'Reszta ({what}) po {time} – KSeF ogranicza liczbę zapytań na godzinę.',
    quarantined: '{count, plural, one {# plik nie przeszedł sprawdzenia i leży osobno.} few {# pliki nie przeszły sprawdzenia i leżą osobno.} many {# plików nie przeszło sprawdzenia i leży osobno.} other {# pliku nie przeszło sprawdzenia i leży osobno.}}',
    'repair.done': 'Pobrano ponownie, co KSeF jeszcze ma',
    'repair.cancelled': 'Ponowne pobieranie przerwane',
    'repair.paused': 'Pobrano ponownie, ile pozwala limit KSeF',
    'repair.failed': 'Ponowne pobieranie nie powiodło się',
    'repair.see': 'Co z każdym plikiem: „Sprawdź archiwum”.',
    'nothing-new': 'Od ostatniego odświeżenia nic się nie zmieniło.',
  },
  en: {
    'step.signing-in': 'Signing in to KSeF',
    'step.sessions': 'Reading the list of submissions',
    'step.invoices': 'Reading the invoices of submissions',
    'step.upos': 'Fetching UPO',
    'step.exports': 'Fetching invoice files in packages',
    'step.metadata': 'Reading names and amounts',
    'step.xml': 'Fetching invoice files (XML)',
    'step.finishing': 'Finishing',
    'outcome.done': 'Refreshed',
    'outcome.cancelled': 'Refresh stopped – what was fetched stays in the folder',
    'outcome.paused': 'Refreshed as far as KSeF’s limit allows',
    'outcome.failed': 'The refresh failed – what was fetched stays in the folder',
    'waiting.sessions': 'the list of submissions',
    'waiting.invoices': 'invoices of submissions',
    'waiting.upos': 'UPO',
    'waiting.session-upos': 'session UPO',
    'waiting.exports': 'packages of invoices',
    'waiting.metadata': 'names and amounts',
    'waiting.xml': 'invoice files (XML)',
    stored:
      '{upos, plural, one {# UPO stored} other {# UPO stored}}{uposWanted, plural, =0 {} other { of {uposWanted, number}}}, {xmls, plural, =0 {no new invoice files} one {# invoice file} other {# invoice files}}.',
    'stored-files': '{xmls, plural, one {# invoice file} other {# invoice files}} stored.',
    read: 'Read: {sessions, plural, one {# submission} other {# submissions}}, {invoices, plural, one {# invoice} other {# invoices}}.',
    forecast: '{proven, number} of {accepted, number} done, the rest by {time}',
    'warning.ksef': 'Message from KSeF: {detail}',
    'warning.invoices-unreadable': 'Some entries on the list of submission {detail} could not be read.',
    'warning.sessions-unreadable': 'Entries on the list of submissions that could not be read: {detail}.',
    'warning.metadata-unreadable': 'Entries with names and amounts that could not be read: {detail}.',
    'warning.metadata-stands-still': 'KSeF does not give the list with names and amounts to its end; the next refresh tries again from the same place.',
    'warning.rate-limits-unread': 'KSeF’s limits could not be read; the program keeps to those last known.',
    'warning.export-files-refused': 'Files of the package that were refused: {detail}.',
    'warning.export-metadata-unreadable': 'The package of invoices had no readable names and amounts; the program reads them from the list.',
    'warning.export-refused': 'KSeF did not take the order for a package of invoices (code {detail}).',
    'warning.export-unanswered': 'KSeF did not give the package of invoices ({detail}); for now the files come one by one.',
    'warning.export-wrong-hash': 'The package of invoices from KSeF does not match its hash; the program will order it once more.',
    'warning.export-unreadable': 'The package of invoices from KSeF could not be read; the program will order it once more.',
    'warning.export-stands-still': 'The next package brings nothing new; the files will come one by one.',
    'warning.export-wrong-package-not-kept': 'A damaged package was too large to be kept apart (bytes: {detail}).',
    'warning.other': 'Technical note: {detail}.',
    resumes: 'The rest ({what}) after {time} – KSeF limits the number of calls an hour.',
    quarantined: '{count, plural, one {# file did not pass the check and is kept apart.} other {# files did not pass the check and are kept apart.}}',
    'repair.done': 'Fetched again what KSeF still has',
    'repair.cancelled': 'Fetching again was stopped',
    'repair.paused': 'Fetched again as far as KSeF’s limit allows',
    'repair.failed': 'Fetching again failed',
    'repair.see': 'How it stands with each file: “Check the archive”.',
    'nothing-new': 'Nothing has changed since the last refresh.',
  },
} satisfies Messages<RefreshMessageId>

export function labelOfRefreshStep(language: Language, step: Step): string {
  return formatMessage(refreshMessages, language, `step.${step}`)
}

export interface RefreshResultText {
  readonly title: string
  /** Sentences of their own, the most important first. */
  readonly lines: readonly string[]
}

/** How a refresh ended; `now` (an instant) decides whether "resumes at" needs its day. A failure's own error is told by `describeError`. */
export function describeRefreshResult(language: Language, result: RefreshResult, now: string): RefreshResultText {
  const { progress } = result
  const title = formatMessage(refreshMessages, language, `outcome.${result.outcome}`)
  const lines = describeBrought(language, result)
  const forecast = describeForecast(language, progress.forecast, now)
  if (forecast !== null) lines.push(`${forecast}.`)
  if (result.resumesAt !== null) {
    const what = result.waitingFor.map((waiting) => formatMessage(refreshMessages, language, `waiting.${waiting}`)).join(', ')
    lines.push(formatMessage(refreshMessages, language, 'resumes', { what, time: formatNearTime(language, result.resumesAt, now) }))
  }
  if (result.quarantined > 0) lines.push(formatMessage(refreshMessages, language, 'quarantined', { count: result.quarantined }))
  return { title, lines: [...lines, ...result.warnings.map((warning) => describeWarning(language, warning))] }
}

/** What came: receipts of invoices and files; submissions may have been proven by their own receipts all the same. */
function describeBrought(language: Language, { outcome, progress }: RefreshResult): string[] {
  const { uposStored: upos, uposWanted, xmlStored: xmls, sessionsRead: sessions, invoicesSeen: invoices } = progress
  if (upos > 0) return [formatMessage(refreshMessages, language, 'stored', { upos, uposWanted: uposWanted ?? 0, xmls })]
  if (xmls > 0) return [formatMessage(refreshMessages, language, 'stored-files', { xmls })]
  if (sessions > 0) return [formatMessage(refreshMessages, language, 'read', { sessions, invoices })]
  // What was not looked at to the end may hold something new.
  return outcome === 'done' ? [formatMessage(refreshMessages, language, 'nothing-new')] : []
}

/** A rest that is done sooner is no news. */
const WORTH_TELLING_MS = 60_000

/** "1 412 of 2 000 done, the rest by 14:35"; null where nothing is awaited, or it comes at once. */
export function describeForecast(language: Language, forecast: ProofForecast | null, now: string): string | null {
  if (forecast?.doneAt == null || Date.parse(forecast.doneAt) - Date.parse(now) < WORTH_TELLING_MS) return null
  const { proven, accepted, doneAt } = forecast
  return formatMessage(refreshMessages, language, 'forecast', { proven, accepted, time: formatNearTime(language, doneAt, now) })
}

/** What a warning of a refresh says to a person; one without words of its own is told as it is. */
export function describeWarning(language: Language, warning: string): string {
  const [code = ''] = warning.split(':', 1)
  const known = WARNINGS.find((one) => one === code)
  return known === undefined ? formatMessage(refreshMessages, language, 'warning.other', { detail: warning }) : formatMessage(refreshMessages, language, `warning.${known}`, { detail: warning.slice(code.length + 1) })
}

/** The hour; with the day where that is another. */
function formatNearTime(language: Language, instant: string, now: string): string {
  const isToday = formatInstant(language, instant).slice(0, 10) === formatInstant(language, now).slice(0, 10)
  return isToday ? formatHour(language, instant) : formatInstant(language, instant)
}

/** The same of a run that fetched damaged documents again. */
export function describeRepairResult(language: Language, { outcome, resumesAt, waitingFor }: RefreshResult): { readonly title: string; readonly lines: readonly string[] } {
  const say = (id: RefreshMessageId, values: Record<string, string> = {}): string => formatMessage(refreshMessages, language, id, values)
  const what = waitingFor.map((part) => say(`waiting.${part}`)).join(', ')
  const rest = resumesAt === null ? [] : [say('resumes', { what, time: formatHour(language, resumesAt) })]
  return { title: say(`repair.${outcome}`), lines: [...rest, say('repair.see')] }
}
