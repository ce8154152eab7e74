import type { RelatedDocument } from '../contract/relatedDocuments.ts'
import type { Language } from '../contract/program.ts'
import type { RelationDirection, RelationGround, RelationKind } from '../model/relation.ts'
import { formatMessage, type Messages, type MessageValues } from './formatMessage.ts'
import { formatInstant } from './formats.ts'

type RelationMessageId = `${RelationKind}.${RelationDirection}` | `found.${RelationGround}` | 'submission' | 'wrong-checksum' | 'not-here' | 'cut'

export const relationMessages = {
  pl: {
    'correction.to': 'Koryguje fakturę',
    'correction.from': 'Skorygowana fakturą',
    'advance.to': 'Rozlicza fakturę zaliczkową',
    'advance.from': 'Rozliczona fakturą',
    'technical-correction.to': 'Korekta techniczna wysyłki',
    'technical-correction.from': 'Zastąpiona korektą techniczną',
    'accepted-later.to': 'Wcześniej odrzucona wysyłka',
    'accepted-later.from': 'Przyjęta później',
    'duplicate.to': 'Powtarza fakturę',
    'duplicate.from': 'Powtórzona wysyłką',
    'found.ksef-number': 'po numerze KSeF',
    'found.own-number': 'po numerze własnym',
    'found.hash': 'po skrócie pliku',
    submission: '{at, select, none {} other {Przyjęta do przetwarzania {at}}}{session, select, none {} other {{at, select, none {W sesji} other { w sesji}} {session}}}',
    'wrong-checksum': 'Numer KSeF podano z błędną sumą kontrolną.',
    'not-here': 'Nie ma jej w teczce; połączy się sama, gdy się tu pojawi.',
    cut: 'Pokazano po 100 dokumentów każdego rodzaju; jest ich więcej. Pozostałe znajdziesz na liście faktur, szukając numeru.',
  },
  en: {
    'correction.to': 'Corrects invoice',
    'correction.from': 'Corrected by invoice',
    'advance.to': 'Settles advance invoice',
    'advance.from': 'Settled by invoice',
    'technical-correction.to': 'Technical correction of submission',
    'technical-correction.from': 'Replaced by technical correction',
    'accepted-later.to': 'Rejected submission before it',
    'accepted-later.from': 'Accepted later',
    'duplicate.to': 'Repeats invoice',
    'duplicate.from': 'Repeated by submission',
    'found.ksef-number': 'by KSeF number',
    'found.own-number': 'by own number',
    'found.hash': 'by hash of the file',
    submission: '{at, select, none {} other {Taken for processing {at}}}{session, select, none {} other {{at, select, none {In session} other { in session}} {session}}}',
    'wrong-checksum': 'The KSeF number was quoted with wrong check digits.',
    'not-here': 'It is not in the folder; once it comes, it is linked by itself.',
    cut: 'The first 100 documents of each kind are shown; there are more. You find the others in the list of invoices by their numbers.',
  },
} satisfies Messages<RelationMessageId>

export interface RelationText {
  /** What the other document is to this one. */
  readonly relation: string
  /** By what they were brought together; null: the other is not here. */
  readonly found: string | null
  /** When it was taken for processing and in which session, of one that has no KSeF number to know it by; null: it has, or that is not known. */
  readonly submission: string | null
  /** What is wrong with how it was named; null: nothing. */
  readonly warning: string | null
  /** Said of a document that is not here; null: it is. */
  readonly absence: string | null
}

/** How a document belongs to an invoice, in words. */
export function describeRelation(language: Language, { kind, direction, ksefNumber, found, hasWrongChecksum }: RelatedDocument): RelationText {
  const say = (id: RelationMessageId, values: MessageValues = {}): string => formatMessage(relationMessages, language, id, values)
  const { takenAt, sessionReference } = found ?? { takenAt: null, sessionReference: null }
  const isNameless = ksefNumber === null && (takenAt !== null || sessionReference !== null)
  return {
    relation: say(`${kind}.${direction}`),
    found: found === null ? null : say(`found.${found.by}`),
    submission: isNameless ? say('submission', { at: takenAt === null ? null : formatInstant(language, takenAt), session: sessionReference }) : null,
    warning: hasWrongChecksum ? say('wrong-checksum') : null,
    absence: found === null ? say('not-here') : null,
  }
}

/** Said where there are more related documents of a kind than are shown. */
export function describeCutRelations(language: Language): string {
  return formatMessage(relationMessages, language, 'cut')
}
