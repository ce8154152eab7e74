import type { ImportedFile } from '../contract/imports.ts'
import type { Language } from '../contract/program.ts'
import { IMPORT_REFUSALS, TAXPAYER_DOUBTS, type ImportedKind, type ImportOutcome, type ImportRefusal, type TaxpayerDoubt } from '../model/importedFile.ts'
import { describeQuarantine } from './evidence.ts'
import { formatMessage, type Messages } from './formatMessage.ts'

type ImportMessageId = `outcome.${ImportOutcome}` | `kind.${ImportedKind}` | `refusal.${ImportRefusal}` | `doubt.${TaxpayerDoubt}` | `next.${'unlisted' | 'number-used' | 'quarantined'}` | 'company'

export const importMessages = {
  pl: {
    'outcome.stored': 'Dołożono do teczki',
    'outcome.already-here': 'Już jest w teczce',
    'outcome.unlisted': 'Zachowano – nie ma jej na żadnej liście KSeF',
    'outcome.number-used': 'Zachowano – ten numer ma tu inna faktura',
    'outcome.quarantined': 'Odłożono – to nie jest ważne UPO',
    'outcome.needs-taxpayer': 'Nie wiadomo, czyje to',
    'outcome.refused': 'Nie przyjęto',
    'outcome.skipped': 'Pominięto',
    'kind.invoice': 'Faktura (XML)',
    'kind.invoice-upo': 'UPO faktury',
    'kind.session-upo': 'UPO zbiorcze ({entries, plural, one {# pozycja} few {# pozycje} many {# pozycji} other {# pozycji}})',
    company: 'teczka: {name}',
    'next.unlisted': 'Sam plik nie dowodzi, że faktura jest w KSeF. Odśwież albo dołóż jej UPO – plik połączy się z nią sam.',
    'next.number-used': 'Faktura o tym numerze w teczce ma inny plik. Porównaj obie: nabywcę, kwotę i datę.',
    'next.quarantined': 'Powód: {reason}. Nie liczy się jako potwierdzenie. Poproś nadawcę o oryginalny plik UPO albo odśwież.',
    'refusal.unreadable': 'Pliku nie da się odczytać: jest zajęty, zniknął albo brak do niego uprawnień.',
    'refusal.folder-unreadable': 'Folderu nie da się otworzyć: brak do niego uprawnień.',
    'refusal.folder-empty': 'W tym folderze nie ma żadnych plików.',
    'refusal.symlink': 'To skrót do innego miejsca. Wskaż plik lub folder, do którego prowadzi.',
    'refusal.special-file': 'To nie jest zwykły plik.',
    'refusal.too-large': 'Plik jest za duży: faktura ma najwyżej 3 MB, UPO 32 MB.',
    'refusal.too-deep': 'Za głęboko zagnieżdżone: foldery albo elementy pliku.',
    'refusal.too-many-files': 'Za dużo plików naraz (najwyżej 200 000); dalszych nie czytano.',
    'refusal.empty': 'Plik jest pusty.',
    'refusal.not-a-document': 'To nie jest faktura XML, UPO ani ZIP.',
    'refusal.html-page': 'To strona internetowa, nie faktura ani UPO.',
    'refusal.dtd-refused': 'Plik ma definicję typu (DOCTYPE), jakiej faktury i UPO nie mają; takich plików ze względów bezpieczeństwa nie czytamy.',
    'refusal.broken-xml': 'Plik XML jest uszkodzony.',
    'refusal.unknown-xml': 'To plik XML, ale nie faktura KSeF ani UPO.',
    'refusal.unknown-invoice': 'Wygląda na fakturę, ale nie w znanej strukturze KSeF, i nie znaleziono w niej NIP-u sprzedawcy albo numeru.',
    'refusal.unreadable-upo': 'Wygląda na UPO, ale nie ma jego budowy albo da się odczytać na dwa sposoby.',
    'refusal.zip-broken': 'ZIP jest uszkodzony.',
    'refusal.zip-empty': 'W tym ZIP-ie nie ma żadnych plików.',
    'refusal.zip-bomb': 'ZIP rozpakowałby się do podejrzanie wielkich rozmiarów; niczego z niego nie wzięto.',
    'refusal.zip-too-many': 'ZIP ma za dużo plików (najwyżej 100 000); niczego z niego nie wzięto.',
    'refusal.zip-nested': 'ZIP w ZIP-ie w ZIP-ie: rozpakuj go i wskaż ten w środku.',
    'refusal.zip-encrypted': 'Plik w ZIP-ie jest zaszyfrowany. Rozpakuj go hasłem i wskaż rozpakowany.',
    'refusal.zip-method': 'Plik w ZIP-ie jest spakowany sposobem, którego nie znamy. Rozpakuj go i wskaż rozpakowany.',
    'refusal.zip-unsafe-name': 'Nazwa pliku w ZIP-ie prowadzi poza folder; takich plików nie bierzemy.',
    'refusal.other-archive': 'To archiwum innego rodzaju niż ZIP (7z, RAR, GZ albo TAR). Rozpakuj je i wskaż folder z rozpakowanymi plikami.',
    'refusal.company-left': 'Firma z tego pliku odeszła: jej teczkę można tylko czytać. Aby coś do niej dołożyć, na ekranie Firmy wybierz „Wznów” i dołóż plik ponownie.',
    'doubt.unknown-company': 'Żadna firma z tego pliku nie jest na Twojej liście.',
    'doubt.several-companies': 'Pasuje więcej niż jedna firma z Twojej listy.',
    'doubt.others-too': 'To UPO zbiorcze cudzej wysyłki: są w nim także faktury firm, których nie ma na Twojej liście.',
    'doubt.other-environment': 'To UPO z innego KSeF (produkcyjnego, demo lub testowego) niż firma na Twojej liście.',
  },
  en: {
    'outcome.stored': 'Added to the folder',
    'outcome.already-here': 'Already in the folder',
    'outcome.unlisted': 'Kept – on no KSeF list here',
    'outcome.number-used': 'Kept – another invoice here has this number',
    'outcome.quarantined': 'Set aside – not a valid UPO',
    'outcome.needs-taxpayer': 'Cannot tell whose it is',
    'outcome.refused': 'Not taken',
    'outcome.skipped': 'Skipped',
    'kind.invoice': 'Invoice (XML)',
    'kind.invoice-upo': 'Invoice UPO',
    'kind.session-upo': 'Collective UPO ({entries, plural, one {# entry} other {# entries}})',
    company: 'folder: {name}',
    'next.unlisted': 'The file alone does not show that the invoice is in KSeF. Refresh, or add its UPO: the file then joins it by itself.',
    'next.number-used': 'The invoice of this number in the folder has another file. Compare the two: buyer, amount and date.',
    'next.quarantined': 'Reason: {reason}. It does not count as a receipt. Ask the sender for the original UPO file, or refresh.',
    'refusal.unreadable': 'The file cannot be read: it is in use, gone, or you have no right to it.',
    'refusal.folder-unreadable': 'The folder cannot be opened: you have no right to it.',
    'refusal.folder-empty': 'There are no files in this folder.',
    'refusal.symlink': 'This is a link to another place. Choose the file or folder it leads to.',
    'refusal.special-file': 'This is not an ordinary file.',
    'refusal.too-large': 'The file is too large: an invoice has at most 3 MB, a UPO 32 MB.',
    'refusal.too-deep': 'Nested too deeply: folders, or elements of the file.',
    'refusal.too-many-files': 'Too many files at once (200 000 at most); the rest were not read.',
    'refusal.empty': 'The file is empty.',
    'refusal.not-a-document': 'This is neither an invoice XML, a UPO nor a ZIP.',
    'refusal.html-page': 'This is a web page, not an invoice or a UPO.',
    'refusal.dtd-refused': 'The file has a document type (DOCTYPE), which invoices and UPO have not; for safety such files are not read.',
    'refusal.broken-xml': 'The XML file is damaged.',
    'refusal.unknown-xml': 'This is an XML file, but neither a KSeF invoice nor a UPO.',
    'refusal.unknown-invoice': 'It looks like an invoice, but not in a KSeF structure that is known here, and no NIP of the seller or no number was found in it.',
    'refusal.unreadable-upo': 'It looks like a UPO, but is not built like one or can be read in two ways.',
    'refusal.zip-broken': 'The ZIP is damaged.',
    'refusal.zip-empty': 'There are no files in this ZIP.',
    'refusal.zip-bomb': 'The ZIP would unpack to a suspicious size; nothing was taken from it.',
    'refusal.zip-too-many': 'The ZIP has too many files (100 000 at most); nothing was taken from it.',
    'refusal.zip-nested': 'A ZIP in a ZIP in a ZIP: unpack it and choose the one inside.',
    'refusal.zip-encrypted': 'The file in the ZIP is encrypted. Unpack it with its password and choose the unpacked one.',
    'refusal.zip-method': 'The file in the ZIP is packed in a way that is not known here. Unpack it and choose the unpacked one.',
    'refusal.zip-unsafe-name': 'The name of the file in the ZIP leads out of its folder; such files are not taken.',
    'refusal.other-archive': 'This is an archive of another kind than ZIP (7z, RAR, GZ or TAR). Unpack it and choose the folder with the unpacked files.',
    'refusal.company-left': 'The company in this file left: its folder is only read. To add anything, choose “Resume” on the Companies screen, and add the file again.',
    'doubt.unknown-company': 'No company in this file is on your list.',
    'doubt.several-companies': 'More than one company on your list fits.',
    'doubt.others-too': 'This is the collective UPO of a submission of somebody else: it also names invoices of companies that are not on your list.',
    'doubt.other-environment': 'This UPO is of another KSeF (production, demo or test) than the company on your list.',
  },
} satisfies Messages<ImportMessageId>

export function labelOfImportOutcome(language: Language, outcome: ImportOutcome): string {
  return formatMessage(importMessages, language, `outcome.${outcome}`)
}

function labelOfImportedKind(language: Language, { kind, entries }: Pick<ImportedFile, 'kind' | 'entries'>): string | null {
  return kind === null ? null : formatMessage(importMessages, language, `kind.${kind}`, { entries: entries ?? 0 })
}

/** Why a file came to its end, and what to do about it; null when there is nothing to say. */
export function explainImported(language: Language, { outcome, reason }: Pick<ImportedFile, 'outcome' | 'reason'>): string | null {
  const say = (id: ImportMessageId): string => formatMessage(importMessages, language, id)
  switch (outcome) {
    case 'stored':
    case 'already-here':
      return null
    case 'unlisted':
    case 'number-used':
      return say(`next.${outcome}`)
    case 'quarantined':
      return formatMessage(importMessages, language, 'next.quarantined', { reason: describeQuarantine(language, reason ?? 'unknown') })
    case 'needs-taxpayer':
      return isDoubt(reason) ? say(`doubt.${reason}`) : null
    case 'refused':
    case 'skipped':
      return isRefusal(reason) ? say(`refusal.${reason}`) : null
  }
}

/** What a file was found to be, in short parts; of one that went nowhere also whose it may be; and to whose folder it went, where `company` says so. */
export function aboutImported(language: Language, file: ImportedFile, company: string | null): readonly string[] {
  const { invoiceNumber, ksefNumber, sellerNip } = file
  const place = company === null ? null : formatMessage(importMessages, language, 'company', { name: company })
  return [labelOfImportedKind(language, file), invoiceNumber, ksefNumber, sellerNip === null ? null : `NIP ${sellerNip}`, place].filter((part) => part !== null)
}

/** One line: the end, what it was, where it went, and why. */
export function describeImported(language: Language, file: ImportedFile, company: string | null): string {
  const about = aboutImported(language, file, company).join(' · ')
  return [labelOfImportOutcome(language, file.outcome), about === '' ? null : about, explainImported(language, file)].filter((part) => part !== null).join(' – ')
}

function isRefusal(reason: string | null): reason is ImportRefusal {
  return (IMPORT_REFUSALS as readonly (string | null)[]).includes(reason)
}

function isDoubt(reason: string | null): reason is TaxpayerDoubt {
  return (TAXPAYER_DOUBTS as readonly (string | null)[]).includes(reason)
}
