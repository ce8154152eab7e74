import type { DuplicateComparison } from '../contract/duplicates.ts'
import type { Language } from '../contract/program.ts'
import type { DuplicateCase } from '../model/diagnosis.ts'
import type { ComparedField, ComparisonReason, FieldVerdict, MissingPiece, OriginalReach } from '../model/invoiceComparison.ts'
import { formatMessage, type Messages } from './formatMessage.ts'
import { localeOf } from './formats.ts'

type ComparisonMessageId =
  | `case.${DuplicateCase}`
  | `reason.${ComparisonReason}`
  | `missing.${Exclude<MissingPiece, 'original'>}`
  | `original.${Exclude<OriginalReach, 'here'>}`
  | 'upo.refused'
  | `field.${ComparedField}`
  | `whole.${FieldVerdict}`
  | `verdict.${FieldVerdict}`

export const comparisonMessages = {
  pl: {
    'case.same-file': 'To ten sam plik',
    'case.same-invoice': 'To ta sama faktura, wygenerowana drugi raz',
    'case.another-invoice': 'To inna faktura pod tym samym numerem',
    'case.cannot-tell': 'Nie wiadomo, czy to ta sama faktura',
    'reason.same-hash': 'Skrót SHA-256 obu plików jest jednakowy: dwa razy przesłano ten sam plik.',
    'reason.same-content': 'Nabywca, kwoty, daty, pozycje i cała reszta są jednakowe. Różni się tylko nagłówek pliku: kiedy i w jakim programie powstał.',
    'reason.fields-differ': 'Różnice: {fields}.',
    'reason.other-number': 'Faktura, którą wskazał KSeF, ma inny numer albo innego sprzedawcę, więc to nie ją powtórzono. Sprawdź w KSeF, która faktura ma numer {number, select, none {tej wysyłki} other {{number}}}.',
    'reason.others-differ': 'Nabywca, kwoty, daty i pozycje są jednakowe, ale różni się coś innego – zobacz na końcu zestawienia. To, czy faktura jest ta sama, musisz ocenić samodzielnie.',
    'reason.not-enough': 'To, co jest w teczce, nie wystarcza, by to rozstrzygnąć. Do tego czasu niczego nie wystawiaj ponownie.',
    'missing.original-file': 'Pliku (XML) pierwotnej faktury nie ma jeszcze w teczce. Przyjdzie przy odświeżaniu, jeśli w ustawieniach włączone jest pobieranie plików faktur.',
    'missing.original-unreadable': 'Pliku pierwotnej faktury nie da się odczytać w całości. Otwórz oba pliki i porównaj je samodzielnie.',
    'missing.own-file': 'Pliku tej wysyłki KSeF nie wydaje, bo jej nie przyjął. Weź go z programu, w którym powstała, i wczytaj do teczki.',
    'missing.own-unreadable': 'Pliku tej wysyłki nie da się odczytać w całości. Otwórz oba pliki i porównaj je samodzielnie.',
    'original.refused': 'Pierwotną fakturę wysłano z konta, którego wysyłek nie widzisz. Poproś o dostęp do historii sesji (Kopiuj prośbę) albo o plik tamtej faktury.',
    'original.not-found': 'Tam, gdzie wskazał KSeF, pierwotnej faktury nie znaleziono: wskazany numer może być błędny. Znajdź ją w KSeF po numerze {number, select, none {własnym} other {{number}}} i wczytaj jej plik.',
    'original.not-tried': 'Pierwotnej faktury nie ma jeszcze w teczce. Odśwież – Teczka jej poszuka.',
    'original.not-named': 'KSeF nie wskazał pierwotnej faktury, a w teczce nie ma innej o tym numerze. Znajdź ją w KSeF po numerze {number, select, none {własnym} other {{number}}} i wczytaj jej plik.',
    'upo.refused': 'UPO pierwotnej faktury jest poza zasięgiem tego konta: to konto nie otwierało tamtej wysyłki i nie ma wglądu w cudze. Poproś o dostęp do historii sesji.',
    'field.file': 'Plik (SHA-256)',
    'field.seller': 'NIP sprzedawcy',
    'field.invoiceNumber': 'Numer własny',
    'field.invoiceType': 'Rodzaj',
    'field.buyer': 'Nabywca',
    'field.issuedOn': 'Data wystawienia',
    'field.suppliedOn': 'Data dostawy',
    'field.net': 'Netto',
    'field.vat': 'VAT',
    'field.gross': 'Brutto',
    'field.currency': 'Waluta',
    'field.rates': 'Kwoty według stawek',
    'field.corrected': 'Korygowana lub zaliczkowa',
    'field.lineCount': 'Liczba pozycji',
    'field.lines': 'Treść pozycji',
    'field.rest': 'Pozostała treść',
    'whole.same': 'jednakowa',
    'whole.differs': 'inna – różnice niżej',
    'whole.unknown': 'nie da się porównać',
    'verdict.same': 'zgodne',
    'verdict.differs': 'różni się',
    'verdict.unknown': 'nie wiadomo',
  },
  en: {
    'case.same-file': 'It is the same file',
    'case.same-invoice': 'It is the same invoice, generated a second time',
    'case.another-invoice': 'It is another invoice under the same number',
    'case.cannot-tell': 'Not known whether it is the same invoice',
    'reason.same-hash': 'The SHA-256 hashes of both files are equal: the same file was sent twice.',
    'reason.same-content': 'The buyer, amounts, dates, lines and all the rest are the same. Only the header of the file differs: when and by which program it was made.',
    'reason.fields-differ': 'What differs: {fields}.',
    'reason.other-number': 'The invoice that KSeF named has another number or another seller, so it is not the one repeated. Check in KSeF which invoice has {number, select, none {the number of this submission} other {number {number}}}.',
    'reason.others-differ': 'The buyer, amounts, dates and lines are the same, but something else differs – see the end of the comparison. Whether it is the same invoice is for you to judge.',
    'reason.not-enough': 'What is in the folder is not enough to decide. Until then issue nothing again.',
    'missing.original-file': 'The file (XML) of the original invoice is not in the folder yet. It comes with a refresh, if fetching invoice files is switched on in the settings.',
    'missing.original-unreadable': 'The file of the original invoice cannot be read as a whole. Open both files and compare them yourself.',
    'missing.own-file': 'KSeF does not give out the file of this submission, for it did not accept it. Take it from the program it was made in and load it into the folder.',
    'missing.own-unreadable': 'The file of this submission cannot be read as a whole. Open both files and compare them yourself.',
    'original.refused': 'The original invoice was sent from an account whose submissions you cannot see. Ask for access to the session history (Copy request) or for the file of that invoice.',
    'original.not-found': 'The original invoice was not found where KSeF pointed: the number it gave may be wrong. Find it in KSeF by {number, select, none {its own number} other {number {number}}} and load its file.',
    'original.not-tried': 'The original invoice is not in the folder yet. Refresh – Teczka will look for it.',
    'original.not-named': 'KSeF did not name the original invoice, and the folder has no other with this number. Find it in KSeF by {number, select, none {its own number} other {number {number}}} and load its file.',
    'upo.refused': 'The UPO of the original invoice is out of this account’s reach: this account did not open that submission and may not view those of others. Ask for access to the session history.',
    'field.file': 'File (SHA-256)',
    'field.seller': 'Seller’s NIP',
    'field.invoiceNumber': 'Own number',
    'field.invoiceType': 'Kind',
    'field.buyer': 'Buyer',
    'field.issuedOn': 'Date of issue',
    'field.suppliedOn': 'Date of supply',
    'field.net': 'Net',
    'field.vat': 'VAT',
    'field.gross': 'Gross',
    'field.currency': 'Currency',
    'field.rates': 'Amounts by rate',
    'field.corrected': 'Corrected or advance invoice',
    'field.lineCount': 'Number of lines',
    'field.lines': 'What the lines say',
    'field.rest': 'All the rest',
    'whole.same': 'the same',
    'whole.differs': 'not the same – see below',
    'whole.unknown': 'cannot be compared',
    'verdict.same': 'same',
    'verdict.differs': 'differs',
    'verdict.unknown': 'not known',
  },
} satisfies Messages<ComparisonMessageId>

export interface ComparisonText {
  readonly title: string
  /** What the case rests on. */
  readonly reason: string
  /** What is missing, and how to get it, a sentence each. */
  readonly missing: readonly string[]
}

/** What the comparison of a duplicate with the first invoice came to, in words. */
export function describeComparison(language: Language, { duplicateCase, reason, missing, original, fields }: DuplicateComparison): ComparisonText {
  const number = fields.find(({ field }) => field === 'invoiceNumber')?.mine ?? null
  const differing = fields.filter(({ field, verdict }) => verdict === 'differs' && field !== 'file').map(({ field }) => uncapitalised(labelOfComparedField(language, field)))
  const text = (id: ComparisonMessageId): string => formatMessage(comparisonMessages, language, id, { number, fields: new Intl.ListFormat(localeOf(language)).format(differing) })
  const pieces = missing.flatMap((piece) => {
    if (piece !== 'original') return [text(`missing.${piece}`)]
    return original.reach === 'here' ? [] : [text(`original.${original.reach}`)]
  })
  const isBarred = original.reach === 'refused' && !missing.includes('original')
  return { title: text(`case.${duplicateCase}`), reason: text(`reason.${reason}`), missing: isBarred ? [...pieces, text('upo.refused')] : pieces }
}

export function labelOfComparedField(language: Language, field: ComparedField): string {
  return formatMessage(comparisonMessages, language, `field.${field}`)
}

export function labelOfFieldVerdict(language: Language, verdict: FieldVerdict): string {
  return formatMessage(comparisonMessages, language, `verdict.${verdict}`)
}

/** How something that is too much to show compares, in words: "jednakowa". */
export function describeWhole(language: Language, verdict: FieldVerdict): string {
  return formatMessage(comparisonMessages, language, `whole.${verdict}`)
}

/** Within a sentence a label begins small, unless it is an abbreviation. */
function uncapitalised(label: string): string {
  return /^\p{Lu}\p{Ll}/u.test(label) ? `${label.charAt(0).toLowerCase()}${label.slice(1)}` : label
}
