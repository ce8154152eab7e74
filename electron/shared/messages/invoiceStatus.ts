import { DUPLICATE_STATUS, isBrokenOff, isKnownInvoiceStatus, isRejected, type KnownInvoiceStatusCode } from '../model/invoiceStatus.ts'
import type { DuplicateCase } from '../model/diagnosis.ts'
import type { Language } from '../contract/program.ts'
import { formatDay, formatInstant } from './formats.ts'
import { formatMessage, type Messages, type MessageValues } from './formatMessage.ts'

type InvoiceStatusKey = Exclude<KnownInvoiceStatusCode, 440> | '440-same' | '440-another' | '440-cannot-tell' | 'unknown' | 'not-listed' | 'from-file'
type InvoiceStatusMessageId = `${InvoiceStatusKey}.sentence` | `${InvoiceStatusKey}.next` | 'number-held' | 'not-issued'

export const invoiceStatusMessages = {
  pl: {
    '100.sentence': 'KSeF odebrał plik faktury i ustawił go w kolejce do sprawdzenia; numeru KSeF jeszcze nie ma, więc nie wiadomo, czy faktura zostanie przyjęta.',
    '100.next': 'Odśwież tę samą fakturę za kilka minut i nie wysyłaj jej drugi raz – jeśli zostanie przyjęta, liczy się data pierwszego przesłania.',
    '150.sentence': 'KSeF właśnie sprawdza fakturę – wynik (numer KSeF albo odrzucenie) jeszcze nie zapadł.',
    '150.next': 'Odśwież później; jeśli stan nie zmienia się od kilku godzin, sprawdź komunikaty o awarii KSeF, ale nie wysyłaj faktury ponownie.',
    '200.sentence':
      '{acquiredAt, select, none {Faktura przyjęta: ma numer KSeF {ksefNumber}.} other {Faktura przyjęta: numer KSeF {ksefNumber} nadano {acquiredAt}; to zarazem data otrzymania faktury przez nabywcę, który odbiera ją w KSeF.}}',
    '200.next':
      '{hasUpo, select, true {UPO jest w teczce. Wpisz numer KSeF do ewidencji VAT (pole NrKSeF w JPK_V7).} other {Pobierz UPO i wpisz numer KSeF do ewidencji VAT (pole NrKSeF w JPK_V7).}}',
    '405.sentence': 'KSeF odrzucił całą wysyłkę (sesję), a z nią tę fakturę – sama faktura może być poprawna, ale nie została wystawiona w KSeF.',
    '405.next':
      'Zobacz błąd sesji, usuń jego przyczynę i wyślij fakturę z programu, w którym powstała, pod tym samym numerem; wysłana w innym dniu niż data na fakturze będzie offline24.',
    '410.sentence':
      'Faktura odrzucona: wysyłający nie miał w KSeF prawa wystawić jej w imieniu sprzedawcy{sellerNip, select, none {} other { NIP {sellerNip}}} (nie chodzi o uprawnienia Teczki).',
    '410.next':
      'Poproś sprzedawcę lub administratora o nadanie wysyłającemu uprawnienia do wystawiania faktur (przy samofakturowaniu i VAT RR – nabywcy), a potem wystaw fakturę w swoim programie.',
    '415.sentence': 'Faktura odrzucona: ma załącznik, a firma nie może jeszcze wysyłać faktur z załącznikami.',
    '415.next': 'Zgłoś zamiar wystawiania takich faktur w e-Urzędzie Skarbowym i wyślij ją wsadowo po potwierdzeniu albo wystaw fakturę bez załącznika.',
    '430.sentence': 'Faktura odrzucona: plik, który dotarł do KSeF, nie przeszedł kontroli technicznej.',
    '430.next': 'Przekaż poniższe szczegóły dostawcy programu wysyłającego; numeru faktury nie zmieniaj, nie został w KSeF zajęty.',
    '435.sentence': 'Faktura odrzucona: KSeF nie mógł odszyfrować pliku – to błąd programu wysyłającego, nie treści faktury.',
    '435.next': 'Zaktualizuj ten program albo zgłoś błąd dostawcy i wyślij z niego tę samą fakturę.',
    '440-same.sentence':
      'Ta faktura już jest w KSeF{ksefNumber, select, none {} other {: ma numer {ksefNumber}}}, a drugą wysyłkę pominięto jako duplikat.',
    '440-same.next': 'Nic nie wysyłaj – otwórz pierwotną fakturę, pobierz jej UPO i wpisz jej numer KSeF w programie.',
    '440-another.sentence':
      '{invoiceNumber, select, none {Ten numer} other {Numer {invoiceNumber}}} ma już w KSeF inna faktura{original, select, none {} other { ({original})}}; tej nie przyjęto i nabywca jej nie dostał.',
    '440-another.next': 'Wystaw ją w programie sprzedażowym pod wolnym numerem; jeśli wydano ją w trybie offline, zapytaj dostawcę programu o korektę techniczną.',
    '440-cannot-tell.sentence': 'KSeF ma już fakturę o tym numerze, ale z tego, co jest w teczce, nie da się rozstrzygnąć, czy to ta sama.',
    '440-cannot-tell.next': 'Porównaj obie faktury; jeśli którejś tu nie ma, poproś o jej plik albo o dostęp do historii sesji. Do tego czasu niczego nie wystawiaj ponownie.',
    '450.sentence': 'Faktura odrzucona: jej treść nie spełnia wymagań KSeF (np. jest niezgodna ze schematem FA(3) lub ma niedozwolone znaki).',
    '450.next': 'Przeczytaj szczegóły, popraw fakturę w programie sprzedażowym i wyślij ją stamtąd pod tym samym numerem; fakturę offline – jako korektę techniczną, bez zmiany treści.',
    '500.sentence': 'KSeF zgłosił nieokreślony błąd i nie wiadomo, czy faktura została przyjęta.',
    '500.next':
      'Odśwież i wyszukaj ją w KSeF po numerze {invoiceNumber, select, none {własnym} other {{invoiceNumber}}}; dopiero gdy na pewno jej tam nie ma, wyślij ją z programu, w którym powstała.',
    '550.sentence': 'KSeF przerwał przetwarzanie z własnych przyczyn i nie potwierdził przyjęcia faktury.',
    '550.next':
      'Upewnij się, że {invoiceNumber, select, none {tej faktury} other {faktury {invoiceNumber}}} nie ma w KSeF, i wtedy wyślij ją jeszcze raz ze swojego programu – tak zaleca sam KSeF.',
    'unknown.sentence': 'KSeF podał dla tej faktury kod {code}, którego ta wersja Teczki nie zna{description, select, none {} other { („{description}”)}}.',
    'unknown.next': 'Przeczytaj opis i szczegóły podane przez KSeF, odśwież później i nie wysyłaj faktury ponownie, dopóki nie wiadomo, co znaczą.',
    'not-listed.sentence': 'Faktura jest w KSeF pod numerem {ksefNumber}, ale nie ma jej na żadnej liście wysyłek, którą widzi to konto.',
    'not-listed.next': '{hasUpo, select, true {UPO jest w teczce; zachowaj je razem z plikiem faktury.} other {O UPO poproś tego, kto fakturę wysłał, albo poproś o dostęp do historii sesji.}}',
    'from-file.sentence': 'Według UPO dodanego z pliku faktura jest w KSeF pod numerem {ksefNumber}; na listach pobranych z KSeF jej nie ma.',
    'from-file.next': 'UPO jest w teczce; zachowaj je razem z plikiem faktury i odśwież, aby sprawdzić to w KSeF.',
    'number-held':
      '{invoiceNumber, select, none {Ten numer} other {Numer {invoiceNumber}}} ma już w KSeF przyjęta faktura {original}. Porównaj obie: jeśli to ta sama faktura, nic nie wysyłaj; jeśli inna, {refused, select, true {usuń przyczynę odrzucenia i wystaw ją} other {wystaw ją}} w programie sprzedażowym pod wolnym numerem (wydaną w trybie offline: zapytaj dostawcę programu o korektę techniczną).',
    'not-issued':
      'Ta faktura nie jest wystawiona w KSeF. Zwykły termin wystawienia: {usualDay, select, none {15. dzień następnego miesiąca} other {{usualDay} (15. dzień następnego miesiąca)}}; faktury wydanej offline: {offlineDay, select, none {krótszy, zależny od trybu (offline24: następny dzień roboczy)} other {{offlineDay}}}.',
  },
  en: {
    '100.sentence': 'KSeF has received the invoice file and queued it for checking; there is no KSeF number yet, so it is not known whether the invoice will be accepted.',
    '100.next': 'Refresh this same invoice in a few minutes and do not send it again – if it is accepted, the date of the first submission counts.',
    '150.sentence': 'KSeF is checking the invoice right now – there is no outcome (KSeF number or rejection) yet.',
    '150.next': 'Refresh later; if nothing has changed for several hours, look for KSeF outage notices, but do not send the invoice again.',
    '200.sentence':
      '{acquiredAt, select, none {Invoice accepted: its KSeF number is {ksefNumber}.} other {Invoice accepted: KSeF number {ksefNumber} was given on {acquiredAt}; that is also when a buyer who receives invoices in KSeF received it.}}',
    '200.next':
      '{hasUpo, select, true {The UPO is in the folder. Enter the KSeF number in the VAT records (field NrKSeF in JPK_V7).} other {Fetch the UPO and enter the KSeF number in the VAT records (field NrKSeF in JPK_V7).}}',
    '405.sentence': 'KSeF rejected the whole submission (session) and this invoice with it – the invoice itself may be correct, but it has not been issued in KSeF.',
    '405.next':
      'Look at the session’s error, remove its cause and send the invoice from the program it was made in, under the same number; if sent on a day other than the invoice date, it counts as offline24.',
    '410.sentence':
      'Invoice rejected: the sender had no right in KSeF to issue it on behalf of the seller{sellerNip, select, none {} other { (NIP {sellerNip})}}. This is not about Teczka’s permissions.',
    '410.next':
      'Ask the seller or the administrator to give the sender the permission to issue invoices (for self-invoicing and VAT RR: to give it to the buyer), then issue the invoice in your own program.',
    '415.sentence': 'Invoice rejected: it has an attachment, and the company may not send invoices with attachments yet.',
    '415.next': 'Declare in e-Urząd Skarbowy that you will issue such invoices and send this one in a batch once that is confirmed, or issue it without the attachment.',
    '430.sentence': 'Invoice rejected: the file that reached KSeF did not pass the technical check.',
    '430.next': 'Pass the details below to the supplier of the sending program; do not change the invoice number, KSeF has not taken it.',
    '435.sentence': 'Invoice rejected: KSeF could not decrypt the file – a fault of the sending program, not of the invoice.',
    '435.next': 'Update that program or report the fault to its supplier, and send the same invoice from it.',
    '440-same.sentence':
      'This invoice is already in KSeF{ksefNumber, select, none {} other {: it was accepted under number {ksefNumber}}}, and the second submission was set aside as a duplicate.',
    '440-same.next': 'Send nothing – open the original invoice, fetch its UPO and enter its KSeF number in your program.',
    '440-another.sentence':
      '{invoiceNumber, select, none {This number} other {Number {invoiceNumber}}} already belongs to another invoice in KSeF{original, select, none {} other { ({original})}}; this one was not accepted and its buyer has not received it.',
    '440-another.next': 'Issue it in your invoicing program under a free number; if it was handed over in offline mode, ask the supplier of the program about a technical correction.',
    '440-cannot-tell.sentence': 'KSeF already has an invoice with this number, but what is in the folder does not tell whether it is the same one.',
    '440-cannot-tell.next': 'Compare the two invoices; if one of them is not here, ask for its file or for access to the session history. Until then issue nothing again.',
    '450.sentence': 'Invoice rejected: its content does not meet KSeF’s requirements (for example it does not match the FA(3) schema or has forbidden characters).',
    '450.next': 'Read the details, correct the invoice in your invoicing program and send it from there under the same number; an offline invoice goes as a technical correction, without changing its content.',
    '500.sentence': 'KSeF reported an unspecified error, and it is not known whether the invoice was accepted.',
    '500.next':
      'Refresh and look for it in KSeF by {invoiceNumber, select, none {its own number} other {number {invoiceNumber}}}; only when it is surely not there, send it from the program it was made in.',
    '550.sentence': 'KSeF stopped the processing for reasons of its own and did not confirm that the invoice was accepted.',
    '550.next':
      'Make sure that {invoiceNumber, select, none {this invoice} other {invoice {invoiceNumber}}} is not in KSeF, and then send it once more from your own program – KSeF itself says so.',
    'unknown.sentence': 'KSeF gave this invoice code {code}, which this version of Teczka does not know{description, select, none {} other { (“{description}”)}}.',
    'unknown.next': 'Read the description and details given by KSeF, refresh later, and do not send the invoice again until their meaning is clear.',
    'not-listed.sentence': 'The invoice is in KSeF under number {ksefNumber}, but on no list of submissions that this account can see.',
    'not-listed.next': '{hasUpo, select, true {The UPO is in the folder; keep it together with the invoice file.} other {Ask whoever sent the invoice for the UPO, or ask for access to the session history.}}',
    'from-file.sentence': 'By the UPO added from a file the invoice is in KSeF under number {ksefNumber}; it is on no list fetched from KSeF.',
    'from-file.next': 'The UPO is in the folder; keep it together with the invoice file, and refresh to check it in KSeF.',
    'number-held':
      '{invoiceNumber, select, none {This number} other {Number {invoiceNumber}}} already belongs to invoice {original}, which KSeF accepted. Compare the two: if it is the same invoice, send nothing; if it is another, {refused, select, true {remove the cause of the rejection and issue it} other {issue it}} in your invoicing program under a free number (if it was handed over in offline mode: ask the supplier of the program about a technical correction).',
    'not-issued':
      'This invoice has not been issued in KSeF. Usual deadline for issuing: {usualDay, select, none {the 15th of the following month} other {{usualDay} (the 15th of the following month)}}; for an invoice handed over offline: {offlineDay, select, none {shorter, depending on the mode (offline24: the next working day)} other {{offlineDay}}}.',
  },
} satisfies Messages<InvoiceStatusMessageId>

/** What is known about an invoice when its status is put into words; null where it is not known. */
export interface InvoiceStatusFacts {
  /** Null: on no session list. */
  readonly statusCode: number | null
  readonly statusDescription: string | null
  readonly invoiceNumber: string | null
  readonly ksefNumber: string | null
  readonly sellerNip: string | null
  /** Instant at which the KSeF number was given. */
  readonly acquiredAt: string | null
  readonly hasUpo: boolean
  /** Nothing but a UPO from a file says that it is in KSeF. */
  readonly isOnlyFromFile: boolean
  readonly duplicateCase: DuplicateCase | null
  /** Of the first invoice of a duplicate, or of the accepted one that has the number of one that was rejected or lost. */
  readonly originalKsefNumber: string | null
  /** Last day for issuing a rejected invoice: the usual one, or, offline, that of its mode. */
  readonly matterBy: string | null
  /** It was handed over before it was sent. */
  readonly isOffline: boolean
}

export interface InvoiceStatusText {
  readonly sentence: string
  readonly nextStep: string
  /** The fixed line under a rejected code; null for the others. */
  readonly notIssued: string | null
}

function keyOf({ statusCode, duplicateCase, isOnlyFromFile }: InvoiceStatusFacts): InvoiceStatusKey {
  if (statusCode === null) return isOnlyFromFile ? 'from-file' : 'not-listed'
  if (!isKnownInvoiceStatus(statusCode)) return 'unknown'
  if (statusCode !== DUPLICATE_STATUS) return statusCode
  if (duplicateCase === 'same-file' || duplicateCase === 'same-invoice') return '440-same'
  return duplicateCase === 'another-invoice' ? '440-another' : '440-cannot-tell'
}

/** The status of an invoice as a sentence and a next step (WORDING.md, "Status of an invoice in a session"). */
export function describeInvoiceStatus(language: Language, facts: InvoiceStatusFacts): InvoiceStatusText {
  const key = keyOf(facts)
  const isDuplicate = facts.statusCode === DUPLICATE_STATUS
  const isNotIssued = facts.statusCode !== null && isRejected(facts.statusCode)
  const isNumberHeld = facts.originalKsefNumber !== null && facts.statusCode !== null && (isNotIssued || isBrokenOff(facts.statusCode))
  const matterBy = facts.matterBy === null ? null : formatDay(language, facts.matterBy)
  const values: MessageValues = {
    code: facts.statusCode,
    description: facts.statusDescription,
    invoiceNumber: facts.invoiceNumber,
    ksefNumber: isDuplicate ? facts.originalKsefNumber : facts.ksefNumber,
    sellerNip: facts.sellerNip,
    acquiredAt: facts.acquiredAt === null ? null : formatInstant(language, facts.acquiredAt),
    hasUpo: String(facts.hasUpo),
    original: facts.originalKsefNumber,
    refused: String(isNotIssued),
    usualDay: facts.isOffline ? null : matterBy,
    offlineDay: facts.isOffline ? matterBy : null,
  }
  const text = (id: InvoiceStatusMessageId): string => formatMessage(invoiceStatusMessages, language, id, values)
  return {
    sentence: text(`${key}.sentence`),
    nextStep: text(isNumberHeld ? 'number-held' : `${key}.next`),
    notIssued: isNotIssued ? text('not-issued') : null,
  }
}
