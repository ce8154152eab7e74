import type { HistoryEntry } from '../contract/invoices.ts'
import type { Language } from '../contract/program.ts'
import type { Action, Move } from '../model/diagnosis.ts'
import type { InvoiceState } from '../model/invoiceStatus.ts'
import type { ContextIdentifierType, Environment } from '../model/context.ts'
import { formatMessage, type Messages } from './formatMessage.ts'

/** Ways by which a document or an answer comes (contract/invoices.ts, HistoryEntry.route). */
const ROUTES = ['link', 'invoice-reference', 'ksef-number', 'session-upo', 'session-upo-link', 'invoice', 'export', 'session-invoices', 'sessions', 'session', 'metadata', 'metadata-received', 'import', 'unknown'] as const
type Route = (typeof ROUTES)[number]

type LabelId =
  | `state.${InvoiceState}`
  | 'state.without-xml'
  | `move.${Move}`
  | `action.${Action}`
  | `history.${HistoryEntry['kind']}`
  | `route.${Route}`
  | `environment.${Environment}`
  | `identifier.${ContextIdentifierType}`

export const labelMessages = {
  pl: {
    'state.complete': 'Komplet',
    'state.complete-session-upo': 'Komplet z UPO zbiorczego',
    'state.waiting': 'Czeka',
    'state.no-upo': 'Brak UPO',
    'state.rejected': 'Odrzucona – nie wystawiona',
    'state.unclear': 'Do wyjaśnienia',
    'state.received': 'UPO ma wystawca',
    'state.with-sender': 'UPO ma wysyłający',
    'state.without-xml': 'bez XML',
    'move.nobody': 'Nikt nic nie musi robić',
    'move.app': 'Ruch Teczki: zrobi to przy odświeżaniu',
    'move.user': 'Twój ruch',
    'move.sender': 'Ruch wysyłającego',
    'move.seller': 'Ruch sprzedawcy',
    'move.ksef': 'Ruch KSeF: trzeba poczekać',
    'action.refresh': 'Odśwież',
    'action.open-original': 'Otwórz pierwotną fakturę',
    'action.open-accepted': 'Otwórz przyjętą fakturę',
    'action.import-file': 'Wczytaj plik UPO',
    'action.import-invoice': 'Wczytaj plik faktury',
    'action.switch-context': 'Przełącz firmę',
    'action.replace-credential': 'Zmień dane logowania',
    'action.copy-request': 'Kopiuj prośbę',
    'action.copy-reference': 'Kopiuj numery',
    'action.show-session': 'Pokaż wysyłkę',
    'action.check-archive': 'Sprawdź archiwum',
    'history.listed': 'Znaleziona na liście wysyłki',
    'history.status-changed': 'Zmiana stanu w KSeF',
    'history.metadata-read': 'Odczytano nazwy i kwoty',
    'history.upo-stored': 'Zapisano UPO',
    'history.xml-stored': 'Zapisano plik faktury (XML)',
    'history.already-stored': 'Ten sam plik już był w teczce',
    'history.quarantined': 'Plik odłożony jako nieprawidłowy',
    'history.not-available-yet': 'KSeF jeszcze nie miał pliku',
    'history.failed': 'Próba nieudana',
    'history.exported': 'Wydano z teczki',
    'history.session-upo-stored': 'Zapisano UPO zbiorcze',
    'history.imported': 'Wczytano z pliku',
    'history.verified': 'Sprawdzono plik w archiwum',
    'history.damaged': 'Plik w archiwum jest uszkodzony',
    'history.repair-asked': 'Poproszono o ponowne pobranie uszkodzonego pliku',
    'history.repaired': 'Pobrano ponownie uszkodzony plik',
    'history.handled': 'Oznaczono jako załatwione',
    'history.handled-undone': 'Cofnięto oznaczenie „załatwione”',
    'history.carried-over': 'Przeniesiono wcześniejszą historię',
    'route.link': 'odnośnik z listy faktur',
    'route.invoice-reference': 'numer referencyjny faktury',
    'route.ksef-number': 'numer KSeF',
    'route.session-upo': 'UPO zbiorcze sesji',
    'route.session-upo-link': 'odnośnik do UPO zbiorczego',
    'route.invoice': 'pobranie pliku faktury',
    'route.export': 'paczka faktur (eksport)',
    'route.session-invoices': 'lista faktur wysyłki',
    'route.sessions': 'lista wysyłek',
    'route.session': 'stan wysyłki',
    'route.metadata': 'wyszukiwanie faktur (metadane)',
    'route.metadata-received': 'wyszukanie faktur otrzymanych (metadane)',
    'route.import': 'wczytany plik',
    'route.unknown': 'inna droga',
    'environment.production': 'Produkcja',
    'environment.demo': 'Demo (przedprodukcja)',
    'environment.test': 'Test',
    'environment.simulator': 'Symulator',
    'identifier.Nip': 'NIP',
    'identifier.InternalId': 'Identyfikator wewnętrzny (IDWew)',
    'identifier.NipVatUe': 'NIP i VAT UE',
    'identifier.PeppolId': 'Identyfikator Peppol',
  },
  en: {
    'state.complete': 'Complete',
    'state.complete-session-upo': 'Complete, by session UPO',
    'state.waiting': 'Waiting',
    'state.no-upo': 'UPO missing',
    'state.rejected': 'Rejected – not issued',
    'state.unclear': 'To be clarified',
    'state.received': 'UPO with the issuer',
    'state.with-sender': 'UPO with the sender',
    'state.without-xml': 'no XML',
    'move.nobody': 'Nobody needs to do anything',
    'move.app': 'Teczka’s move: done at the next refresh',
    'move.user': 'Your move',
    'move.sender': 'The sender’s move',
    'move.seller': 'The seller’s move',
    'move.ksef': 'KSeF’s move: wait',
    'action.refresh': 'Refresh',
    'action.open-original': 'Open the original invoice',
    'action.open-accepted': 'Open the accepted invoice',
    'action.import-file': 'Load a UPO file',
    'action.import-invoice': 'Load an invoice file',
    'action.switch-context': 'Switch company',
    'action.replace-credential': 'Replace the credential',
    'action.copy-request': 'Copy request',
    'action.copy-reference': 'Copy numbers',
    'action.show-session': 'Show the submission',
    'action.check-archive': 'Check the archive',
    'history.listed': 'Found on the list of a submission',
    'history.status-changed': 'Status changed in KSeF',
    'history.metadata-read': 'Names and amounts read',
    'history.upo-stored': 'UPO stored',
    'history.xml-stored': 'Invoice file (XML) stored',
    'history.already-stored': 'The same file was already in the folder',
    'history.quarantined': 'File put aside as not valid',
    'history.not-available-yet': 'KSeF did not have the file yet',
    'history.failed': 'Attempt failed',
    'history.exported': 'Taken out of the folder',
    'history.session-upo-stored': 'Session UPO stored',
    'history.imported': 'Read from a file',
    'history.verified': 'File in the archive checked',
    'history.damaged': 'File in the archive is damaged',
    'history.repair-asked': 'Asked to fetch the damaged file again',
    'history.repaired': 'Damaged file fetched again',
    'history.handled': 'Marked as dealt with',
    'history.handled-undone': 'Mark “dealt with” taken back',
    'history.carried-over': 'Earlier history carried over',
    'route.link': 'link from the invoice list',
    'route.invoice-reference': 'invoice reference number',
    'route.ksef-number': 'KSeF number',
    'route.session-upo': 'session UPO',
    'route.session-upo-link': 'link to the session UPO',
    'route.invoice': 'invoice download',
    'route.export': 'package of invoices (export)',
    'route.session-invoices': 'invoice list of the submission',
    'route.sessions': 'list of submissions',
    'route.session': 'status of the submission',
    'route.metadata': 'invoice search (metadata)',
    'route.metadata-received': 'search of received invoices (metadata)',
    'route.import': 'loaded file',
    'route.unknown': 'another way',
    'environment.production': 'Production',
    'environment.demo': 'Demo (pre-production)',
    'environment.test': 'Test',
    'environment.simulator': 'Simulator',
    'identifier.Nip': 'NIP',
    'identifier.InternalId': 'Internal identifier (IDWew)',
    'identifier.NipVatUe': 'NIP and EU VAT number',
    'identifier.PeppolId': 'Peppol identifier',
  },
} satisfies Messages<LabelId>

export function labelOfState(language: Language, state: InvoiceState): string {
  return formatMessage(labelMessages, language, `state.${state}`)
}

/** What a proven invoice lacks to be complete (PRODUCT.md, "complete"); null where it lacks nothing. */
export function labelOfMissingFile(language: Language, { state, hasXml }: { readonly state: InvoiceState; readonly hasXml: boolean }): string | null {
  return !hasXml && (state === 'complete' || state === 'complete-session-upo') ? formatMessage(labelMessages, language, 'state.without-xml') : null
}

/** The same in one line: "Komplet · bez XML". */
export function describeState(language: Language, invoice: { readonly state: InvoiceState; readonly hasXml: boolean }): string {
  return [labelOfState(language, invoice.state), labelOfMissingFile(language, invoice)].filter((part) => part !== null).join(' · ')
}

/** Whose move it is, in words. */
export function labelOfMove(language: Language, move: Move): string {
  return formatMessage(labelMessages, language, `move.${move}`)
}

export function labelOfAction(language: Language, action: Action): string {
  return formatMessage(labelMessages, language, `action.${action}`)
}

export function labelOfHistory(language: Language, kind: HistoryEntry['kind']): string {
  return formatMessage(labelMessages, language, `history.${kind}`)
}

/** The way a document came, in words; a way not known here is named as "another". */
export function labelOfRoute(language: Language, route: string): string {
  return formatMessage(labelMessages, language, `route.${ROUTES.find((known) => known === route) ?? 'unknown'}`)
}

export function labelOfEnvironment(language: Language, environment: Environment): string {
  return formatMessage(labelMessages, language, `environment.${environment}`)
}

export function labelOfIdentifierType(language: Language, type: ContextIdentifierType): string {
  return formatMessage(labelMessages, language, `identifier.${type}`)
}
