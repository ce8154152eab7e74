import type { SelfCheckProgress } from '../contract/jobs.ts'
import type { Language } from '../contract/program.ts'
import type { SelfCheckReport, SelfCheckScope } from '../contract/selfChecks.ts'
import { DOCUMENT_FAULTS, type DamageCondition, type DocumentFault, type JournalFaultKind } from '../model/damage.ts'
import { formatMessage, type Messages } from './formatMessage.ts'

type SelfCheckMessageId =
  | `fault.${DocumentFault}`
  | `condition.${DamageCondition}`
  | `next.${DamageCondition}`
  | `journal.${JournalFaultKind}`
  | `step.${SelfCheckProgress['step']}`
  | `scope.${SelfCheckScope}`
  | 'documents'

const selfCheckMessages = {
  pl: {
    'fault.bytes-missing': 'Brakuje zapisanych bajtów pliku.',
    'fault.bytes-unreadable': 'Zapisanych bajtów pliku nie da się odczytać.',
    'fault.hash-differs': 'Zapisany plik ma inny skrót SHA-256 niż wtedy, gdy przyszedł.',
    'fault.verdict-differs': 'Plik jest cały, ale zapisany wynik sprawdzenia podpisu jest inny niż z jego bajtów.',
    'fault.entries-differ': 'Plik jest cały, ale zapisane pozycje UPO są inne niż w jego bajtach.',
    'condition.damaged': 'Do pobrania ponownie',
    'condition.asked': 'Czeka na pobranie',
    'condition.gone': 'KSeF już go nie podaje',
    'condition.failed': 'Nie udało się pobrać',
    'condition.out-of-reach': 'Nie ma jak pobrać z KSeF',
    'condition.replaced': 'Jest inny dobry plik',
    'condition.repaired': 'Naprawiony',
    'condition.sound': 'Plik cały',
    'next.damaged': 'Nie liczy się jako dowód, dopóki nie przyjdzie ponownie.',
    'next.asked': 'Zostanie pobrany, gdy pozwoli limit KSeF – teraz albo przy następnym odświeżeniu.',
    'next.gone': 'Poszukaj tego pliku u wysyłającego albo w kopii zapasowej i dołóż go do teczki; uszkodzone bajty zostają zachowane.',
    'next.failed': 'Spróbuj ponownie; jeśli się powtarza, sprawdź połączenie i uprawnienia konta.',
    'next.out-of-reach': 'Dołóż ten plik jeszcze raz tam, skąd przyszedł, albo z kopii zapasowej.',
    'next.replaced': 'Nic nie musisz robić: faktura ma drugie UPO, a uszkodzone bajty zostają zachowane.',
    'next.repaired': 'Te same bajty przyszły ponownie; uszkodzone leżą obok, niezmienione.',
    'next.sound': 'Ktoś zmienił zapis obok pliku. Porównaj archiwum z kopią zapasową.',
    'journal.changed': 'Wpis {number} zmieniono',
    'journal.missing': 'Przed wpisem {number} brakuje wpisów',
    'journal.differs-from-head': 'Wpis {number} jest inny niż zanotowany poza plikiem',
    'journal.cut-off': 'Od wpisu {number} historia jest ucięta',
    'journal.document-gone': 'W archiwum nie ma pliku, o którym mówi wpis {number}',
    'step.database': 'Sprawdzanie pliku bazy',
    'step.documents': 'Sprawdzanie plików i podpisów',
    'step.derived': 'Sprawdzanie stanów faktur',
    'step.journal': 'Sprawdzanie historii',
    'scope.incremental': 'tylko pliki niesprawdzane w ostatnim miesiącu',
    'scope.full': 'wszystko od nowa',
    documents:
      '{checked, plural, one {# sprawdzony} few {# sprawdzone} many {# sprawdzonych} other {# sprawdzonego}}{damaged, plural, =0 {{checked, plural, =0 {} other {, bez usterek}}} other {, {damaged, number} z usterką}}{passedOver, plural, =0 {} one {; pominięto # plik sprawdzony w ostatnim miesiącu} few {; pominięto # pliki sprawdzone w ostatnim miesiącu} many {; pominięto # plików sprawdzonych w ostatnim miesiącu} other {; pominięto # pliku sprawdzonego w ostatnim miesiącu}}',
  },
  en: {
    'fault.bytes-missing': 'The stored bytes of the file are missing.',
    'fault.bytes-unreadable': 'The stored bytes of the file cannot be read.',
    'fault.hash-differs': 'The stored file has another SHA-256 than when it came.',
    'fault.verdict-differs': 'The file is whole, but the stored verdict on its signature is not the one its bytes give.',
    'fault.entries-differ': 'The file is whole, but the stored entries of the UPO are not those in its bytes.',
    'condition.damaged': 'To be fetched again',
    'condition.asked': 'Waiting to be fetched',
    'condition.gone': 'KSeF no longer gives it',
    'condition.failed': 'Could not be fetched',
    'condition.out-of-reach': 'Cannot be fetched from KSeF',
    'condition.replaced': 'Another good file is here',
    'condition.repaired': 'Repaired',
    'condition.sound': 'File is whole',
    'next.damaged': 'It does not count as evidence until it has come again.',
    'next.asked': 'It is fetched as soon as KSeF’s limit allows – now or at the next refresh.',
    'next.gone': 'Look for this file with the sender or in a backup and add it to the folder; the damaged bytes are kept.',
    'next.failed': 'Try again; if it goes on, check the connection and what this account may do.',
    'next.out-of-reach': 'Add this file once more from where it came, or from a backup.',
    'next.replaced': 'Nothing to do: the invoice has another UPO, and the damaged bytes are kept.',
    'next.repaired': 'The same bytes came again; the damaged ones lie beside them, unchanged.',
    'next.sound': 'Somebody changed what is noted beside the file. Compare the archive with a backup.',
    'journal.changed': 'Entry {number} was changed',
    'journal.missing': 'Entries are missing before entry {number}',
    'journal.differs-from-head': 'Entry {number} is not the one noted outside the file',
    'journal.cut-off': 'The history is cut off from entry {number} on',
    'journal.document-gone': 'The file that entry {number} tells of is not in the archive',
    'step.database': 'Checking the database file',
    'step.documents': 'Checking files and signatures',
    'step.derived': 'Checking the states of invoices',
    'step.journal': 'Checking the history',
    'scope.incremental': 'only files not checked within the last month',
    'scope.full': 'all of it again',
    documents:
      '{checked, plural, other {# checked}}{damaged, plural, =0 {{checked, plural, =0 {} other {, no faults}}} other {, # with a fault}}{passedOver, plural, =0 {} one {; # file checked within the last month was left out} other {; # files checked within the last month were left out}}',
  },
} as const satisfies Messages<SelfCheckMessageId>

/** What is wrong with a document; a word that is none of ours stays as it is. */
export function describeFault(language: Language, fault: string): string {
  const known = DOCUMENT_FAULTS.find((one) => one === fault)
  return known === undefined ? fault : formatMessage(selfCheckMessages, language, `fault.${known}`)
}

/** How it stands with a damaged document, and what to do about it. */
export function describeCondition(language: Language, condition: DamageCondition): { readonly label: string; readonly nextStep: string } {
  return { label: formatMessage(selfCheckMessages, language, `condition.${condition}`), nextStep: formatMessage(selfCheckMessages, language, `next.${condition}`) }
}

export function describeJournalFault(language: Language, { number, fault }: { readonly number: number; readonly fault: JournalFaultKind }): string {
  return formatMessage(selfCheckMessages, language, `journal.${fault}`, { number: String(number) })
}

export function labelOfSelfCheckStep(language: Language, step: SelfCheckProgress['step']): string {
  return formatMessage(selfCheckMessages, language, `step.${step}`)
}

export function labelOfSelfCheckScope(language: Language, scope: SelfCheckScope): string {
  return formatMessage(selfCheckMessages, language, `scope.${scope}`)
}

/** How many files were checked, what was found on them, and how many were left out. */
export function describeCheckedDocuments(language: Language, { documentsChecked, documentsPassedOver, damaged }: Pick<SelfCheckReport, 'documentsChecked' | 'documentsPassedOver' | 'damaged'>): string {
  return formatMessage(selfCheckMessages, language, 'documents', { checked: documentsChecked, damaged, passedOver: documentsPassedOver ?? 0 })
}
