import type { Language } from '../contract/program.ts'
import { formatMessage, type Messages } from './formatMessage.ts'

export type SessionType = 'Online' | 'Batch'

const INTERACTIVE_CODES = [100, 170, 200, 415, 440, 445] as const
const BATCH_CODES = [100, 150, 200, 405, 415, 420, 430, 435, 440, 445, 500] as const

type SessionStatusKey = `Online.${(typeof INTERACTIVE_CODES)[number]}` | `Batch.${(typeof BATCH_CODES)[number]}` | 'unknown'
type SessionStatusMessageId = `${SessionStatusKey}.label` | `${SessionStatusKey}.sentence` | `${SessionStatusKey}.next` | 'type.Online' | 'type.Batch'

export const sessionStatusMessages = {
  pl: {
    'type.Online': 'interaktywna',
    'type.Batch': 'wsadowa',
    'Online.100.label': 'Otwarta',
    'Online.100.sentence': 'Wysyłka interaktywna jest otwarta: program wysyłający może jeszcze dokładać faktury.',
    'Online.100.next': 'UPO faktur już przyjętych można pobrać teraz; UPO zbiorcze pojawi się po zamknięciu, najpóźniej po 12 godzinach.',
    'Online.170.label': 'Zamknięta, w toku',
    'Online.170.sentence': 'Wysyłka interaktywna jest zamknięta, a KSeF kończy ją przetwarzać.',
    'Online.170.next': 'Odśwież za kilka minut – wtedy będzie UPO zbiorcze.',
    'Online.200.label': 'Zakończona',
    'Online.200.sentence': 'KSeF przetworzył tę wysyłkę{refused, select, none {} some {; części faktur nie przyjął} other {; część faktur mógł mimo to odrzucić}}.',
    'Online.200.next': 'Sprawdź, czy liczba faktur z UPO zgadza się z liczbą przyjętych.',
    'Online.415.label': 'Błąd klucza',
    'Online.415.sentence': 'KSeF nie mógł odszyfrować klucza tej wysyłki – to błąd programu wysyłającego; żadna faktura nie została przyjęta.',
    'Online.415.next': 'Zaktualizuj program wysyłający albo zgłoś błąd jego dostawcy, a potem wyślij z niego faktury jeszcze raz, o ile nie wysłano ich już ponownie.',
    'Online.440.label': 'Anulowana',
    'Online.440.sentence': 'Wysyłka została anulowana, bo nie przesłano w niej żadnej faktury.',
    'Online.440.next': 'Jeśli faktury miały w niej być, wyślij je z programu, w którym powstały, o ile nie wysłano ich już w innej wysyłce.',
    'Online.445.label': 'Bez poprawnych faktur',
    'Online.445.sentence': 'KSeF nie przyjął z tej wysyłki żadnej faktury.',
    'Online.445.next': '{invoices, select, none {Jej faktur tu nie ma: odśwież, a jeśli się nie pojawią, powodów szukaj w programie, z którego je wysłano.} other {Otwórz jej faktury: przy każdej stoi powód odrzucenia i co dalej.}}',
    'Batch.100.label': 'Rozpoczęta',
    'Batch.100.sentence': 'Wysyłka wsadowa jest rozpoczęta: program wysyłający przesyła paczkę.',
    'Batch.100.next': 'Poczekaj, aż program skończy i zamknie wysyłkę, a potem odśwież.',
    'Batch.150.label': 'Przetwarzana',
    'Batch.150.sentence': 'KSeF przetwarza paczkę faktur.',
    'Batch.150.next': 'Odśwież później i nie wysyłaj paczki drugi raz.',
    'Batch.200.label': 'Zakończona',
    'Batch.200.sentence': 'KSeF przetworzył paczkę{refused, select, none {} some {; części faktur nie przyjął} other {; część faktur mógł mimo to odrzucić}}.',
    'Batch.200.next': 'Sprawdź, czy liczba faktur z UPO zgadza się z liczbą przyjętych.',
    'Batch.405.label': 'Błąd elementów paczki',
    'Batch.405.sentence': 'Paczka dotarła niepełna albo uszkodzona – jej części nie zgadzają się z zapowiedzianymi; żadna faktura nie została przyjęta.',
    'Batch.405.next': 'Wyślij paczkę jeszcze raz z programu, w którym powstała, o ile nie wysłano jej już ponownie; gdy błąd się powtarza, zgłoś go dostawcy programu.',
    'Batch.415.label': 'Błąd klucza',
    'Batch.415.sentence': 'KSeF nie mógł odszyfrować klucza tej paczki – to błąd programu wysyłającego; żadna faktura nie została przyjęta.',
    'Batch.415.next': 'Zaktualizuj program wysyłający albo zgłoś błąd jego dostawcy, a potem wyślij z niego faktury jeszcze raz, o ile nie wysłano ich już ponownie.',
    'Batch.420.label': 'Za dużo faktur',
    'Batch.420.sentence': 'W paczce było więcej faktur, niż KSeF przyjmuje w jednej wysyłce; żadna nie została przyjęta.',
    'Batch.420.next': 'Podziel faktury na mniejsze paczki w programie wysyłającym i wyślij je, o ile nie wysłano ich już ponownie.',
    'Batch.430.label': 'Błąd archiwum',
    'Batch.430.sentence': 'KSeF nie mógł rozpakować archiwum z fakturami; żadna nie została przyjęta.',
    'Batch.430.next': 'Wyślij paczkę jeszcze raz z programu, w którym powstała, o ile nie wysłano jej już ponownie; gdy błąd się powtarza, zgłoś go dostawcy programu.',
    'Batch.435.label': 'Błąd odszyfrowania',
    'Batch.435.sentence': 'KSeF nie mógł odszyfrować części paczki – to błąd programu wysyłającego; żadna faktura nie została przyjęta.',
    'Batch.435.next': 'Zaktualizuj program wysyłający albo zgłoś błąd jego dostawcy, a potem wyślij z niego faktury jeszcze raz, o ile nie wysłano ich już ponownie.',
    'Batch.440.label': 'Anulowana',
    'Batch.440.sentence': 'Wysyłka wsadowa została anulowana: minął czas na przesłanie paczki albo nie było w niej faktur.',
    'Batch.440.next': 'Wyślij faktury jeszcze raz z programu, w którym powstały, o ile nie wysłano ich już ponownie.',
    'Batch.445.label': 'Bez poprawnych faktur',
    'Batch.445.sentence': 'KSeF nie przyjął z tej paczki żadnej faktury.',
    'Batch.445.next': '{invoices, select, none {Jej faktur tu nie ma: odśwież, a jeśli się nie pojawią, powodów szukaj w programie, z którego je wysłano.} other {Otwórz jej faktury: przy każdej stoi powód odrzucenia i co dalej.}}',
    'Batch.500.label': 'Nieznany błąd',
    'Batch.500.sentence': 'KSeF zgłosił przy tej paczce nieokreślony błąd{invoices, select, none { i nie wiadomo, co stało się z jej fakturami} other {; o każdej jej fakturze, która tu jest, mówi jej własny stan}}.',
    'Batch.500.next': '{invoices, select, none {Odśwież później i wyszukaj faktury w KSeF po numerach; dopóki nie wiadomo, nie wysyłaj ich ponownie.} other {Otwórz jej faktury: przy każdej stoi, co dalej. Jeśli którejś tu nie ma, wyszukaj ją w KSeF po numerze i nie wysyłaj jej ponownie, dopóki nie wiadomo, co się z nią stało.}}',
    'unknown.label': 'Kod {code}',
    'unknown.sentence': 'KSeF podał dla tej wysyłki kod {code}, którego ta wersja Teczki nie zna{description, select, none {} other { („{description}”)}}.',
    'unknown.next': 'Odśwież później{invoices, select, none {} other {; o każdej fakturze mówi jej własny stan}}.',
  },
  en: {
    'type.Online': 'interactive',
    'type.Batch': 'batch',
    'Online.100.label': 'Open',
    'Online.100.sentence': 'The interactive submission is open: the sending program may still add invoices.',
    'Online.100.next': 'UPO of invoices already accepted can be fetched now; the session UPO comes after closing, within 12 hours at most.',
    'Online.170.label': 'Closed, finishing',
    'Online.170.sentence': 'The interactive submission is closed and KSeF is finishing its processing.',
    'Online.170.next': 'Refresh in a few minutes – the session UPO will be there then.',
    'Online.200.label': 'Finished',
    'Online.200.sentence': 'KSeF has processed this submission{refused, select, none {} some {; some of its invoices it did not accept} other {; it may still have rejected some of its invoices}}.',
    'Online.200.next': 'Check that as many invoices have a UPO as were accepted.',
    'Online.415.label': 'Key error',
    'Online.415.sentence': 'KSeF could not decrypt the key of this submission – a fault of the sending program; no invoice was accepted.',
    'Online.415.next': 'Update the sending program or report the fault to its supplier, then send the invoices from it again, unless they have been sent again since.',
    'Online.440.label': 'Cancelled',
    'Online.440.sentence': 'The submission was cancelled because no invoice was sent in it.',
    'Online.440.next': 'If invoices should have been in it, send them from the program they were made in, unless they have been sent in another submission since.',
    'Online.445.label': 'No correct invoices',
    'Online.445.sentence': 'KSeF accepted no invoice of this submission.',
    'Online.445.next': '{invoices, select, none {Its invoices are not here: refresh, and if they still do not come, look for the reasons in the program they were sent from.} other {Open its invoices: each names the reason for its rejection and what to do next.}}',
    'Batch.100.label': 'Started',
    'Batch.100.sentence': 'The batch submission has started: the sending program is uploading the package.',
    'Batch.100.next': 'Wait until the program is done and closes the submission, then refresh.',
    'Batch.150.label': 'Processing',
    'Batch.150.sentence': 'KSeF is processing the package of invoices.',
    'Batch.150.next': 'Refresh later and do not send the package again.',
    'Batch.200.label': 'Finished',
    'Batch.200.sentence': 'KSeF has processed the package{refused, select, none {} some {; some of its invoices it did not accept} other {; it may still have rejected some of its invoices}}.',
    'Batch.200.next': 'Check that as many invoices have a UPO as were accepted.',
    'Batch.405.label': 'Package parts wrong',
    'Batch.405.sentence': 'The package arrived incomplete or damaged – its parts do not match those announced; no invoice was accepted.',
    'Batch.405.next': 'Send the package once more from the program it was made in, unless it has been sent again since; if it happens again, report it to the supplier of that program.',
    'Batch.415.label': 'Key error',
    'Batch.415.sentence': 'KSeF could not decrypt the key of this package – a fault of the sending program; no invoice was accepted.',
    'Batch.415.next': 'Update the sending program or report the fault to its supplier, then send the invoices from it again, unless they have been sent again since.',
    'Batch.420.label': 'Too many invoices',
    'Batch.420.sentence': 'The package held more invoices than KSeF takes in one submission; none was accepted.',
    'Batch.420.next': 'Split the invoices into smaller packages in the sending program and send them, unless they have been sent again since.',
    'Batch.430.label': 'Archive error',
    'Batch.430.sentence': 'KSeF could not unpack the archive with the invoices; none was accepted.',
    'Batch.430.next': 'Send the package once more from the program it was made in, unless it has been sent again since; if it happens again, report it to the supplier of that program.',
    'Batch.435.label': 'Decryption error',
    'Batch.435.sentence': 'KSeF could not decrypt parts of the package – a fault of the sending program; no invoice was accepted.',
    'Batch.435.next': 'Update the sending program or report the fault to its supplier, then send the invoices from it again, unless they have been sent again since.',
    'Batch.440.label': 'Cancelled',
    'Batch.440.sentence': 'The batch submission was cancelled: the time for uploading ran out, or it held no invoices.',
    'Batch.440.next': 'Send the invoices once more from the program they were made in, unless they have been sent again since.',
    'Batch.445.label': 'No correct invoices',
    'Batch.445.sentence': 'KSeF accepted no invoice of this package.',
    'Batch.445.next': '{invoices, select, none {Its invoices are not here: refresh, and if they still do not come, look for the reasons in the program they were sent from.} other {Open its invoices: each names the reason for its rejection and what to do next.}}',
    'Batch.500.label': 'Unknown error',
    'Batch.500.sentence': 'KSeF reported an unspecified error for this package{invoices, select, none {, and it is not known what became of its invoices} other {; what became of each of its invoices that is here, its own status tells}}.',
    'Batch.500.next': '{invoices, select, none {Refresh later and look for the invoices in KSeF by their numbers; until that is clear, do not send them again.} other {Open its invoices: each says what to do next. If one is not here, look for it in KSeF by its number, and do not send it again until it is clear what became of it.}}',
    'unknown.label': 'Code {code}',
    'unknown.sentence': 'KSeF gave this submission code {code}, which this version of Teczka does not know{description, select, none {} other { (“{description}”)}}.',
    'unknown.next': 'Refresh later{invoices, select, none {} other {; the status of each invoice is told beside the invoice itself}}.',
  },
} satisfies Messages<SessionStatusMessageId>

function keyOf(sessionType: SessionType, code: number): SessionStatusKey {
  if (sessionType === 'Online') {
    const known = INTERACTIVE_CODES.find((candidate) => candidate === code)
    return known === undefined ? 'unknown' : `Online.${known}`
  }
  const known = BATCH_CODES.find((candidate) => candidate === code)
  return known === undefined ? 'unknown' : `Batch.${known}`
}

export interface SessionStatusFacts {
  readonly sessionType: SessionType
  readonly statusCode: number
  readonly statusDescription: string | null
  /** Invoices that KSeF did not accept; null: not known. */
  readonly rejectedCount: number | null
  /** Invoices of it that are here. */
  readonly knownCount: number
}

export interface SessionStatusText {
  readonly label: string
  readonly sentence: string
  readonly nextStep: string
}

/** The status of a session in words; the same number means different things in the two tables (API-NOTES §4). */
export function describeSessionStatus(language: Language, { sessionType, statusCode: code, statusDescription: description, rejectedCount, knownCount }: SessionStatusFacts): SessionStatusText {
  const key = keyOf(sessionType, code)
  const refused = rejectedCount === null ? 'unknown' : rejectedCount > 0 ? 'some' : 'none'
  const invoices = knownCount === 0 ? 'none' : 'some'
  const text = (part: 'label' | 'sentence' | 'next'): string => formatMessage(sessionStatusMessages, language, `${key}.${part}`, { code, description, refused, invoices })
  return { label: text('label'), sentence: text('sentence'), nextStep: text('next') }
}

/** "interaktywna" or "wsadowa". */
export function describeSessionType(language: Language, sessionType: SessionType): string {
  return formatMessage(sessionStatusMessages, language, `type.${sessionType}`)
}
