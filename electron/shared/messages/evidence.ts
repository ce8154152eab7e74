import type { DocumentView } from '../contract/invoices.ts'
import type { Language } from '../contract/program.ts'
import { CHAIN_FAULTS, type ChainFault } from '../model/certificateChain.ts'
import { SIGNATURE_FAULTS, type SignatureFault } from '../model/signatureFault.ts'
import { QUARANTINE_REASONS, UPO_CHECKS, type CheckVerdict, type QuarantineReason, type UpoCheck } from '../model/upoInspection.ts'
import { formatInstant } from './formats.ts'
import { formatMessage, type Messages } from './formatMessage.ts'

type EvidenceMessageId =
  | 'document.damaged'
  | 'document.imported'
  | `chain.${ChainFault | 'trusted' | 'issuer'}`
  | `signature.${SignatureFault}`
  | `check.${UpoCheck | 'unknown'}` | `verdict.${CheckVerdict}` | `quarantine.${QuarantineReason | 'unknown'}` | `document.${DocumentView['kind']}`

export const evidenceMessages = {
  pl: {
    'check.header-hash': 'Suma kontrolna podana przez KSeF przy pobraniu',
    'check.structure': 'Budowa dokumentu UPO',
    'check.receiver': 'Podmiot przyjmujący: KSeF, właściwe środowisko',
    'check.signature': 'Podpis elektroniczny całego dokumentu',
    'check.signature-algorithm': 'Algorytm podpisu',
    'check.signing-time': 'Data podpisania',
    'check.certificate-digest': 'Certyfikat wskazany w podpisie',
    'check.certificate-validity': 'Ważność certyfikatu w chwili podpisania',
    'check.certificate-chain': 'Zaufanie do wystawcy certyfikatu',
    'check.ksef-number-present': 'Numer KSeF tej faktury w UPO',
    'check.ksef-number-checksum': 'Suma kontrolna numeru KSeF',
    'check.hash-matches-list': 'Skrót faktury zgodny z listą KSeF',
    'check.hash-matches-xml': 'Skrót faktury zgodny z plikiem w teczce',
    'check.seller-nip': 'NIP sprzedawcy',
    'check.invoice-number': 'Numer własny faktury',
    'check.session-reference': 'Numer wysyłki (sesji)',
    'check.entry-count': 'Liczba pozycji w UPO',
    'check.entries-distinct': 'Każda pozycja UPO tylko raz',
    'check.unknown': 'Inne sprawdzenie',
    'verdict.confirmed': 'potwierdzone',
    'verdict.failed': 'niezgodne',
    'verdict.not-checked': 'nie sprawdzono',
    'verdict.warning': 'uwaga',
    'quarantine.empty': 'plik jest pusty',
    'quarantine.html-page': 'zamiast UPO przyszła strona internetowa',
    'quarantine.not-xml': 'to nie jest plik XML',
    'quarantine.too-large': 'plik jest jak na UPO za duży lub zbyt złożony albo ma niezwykłe kodowanie',
    'quarantine.not-a-upo': 'to nie jest UPO',
    'quarantine.ambiguous': 'dokument da się odczytać na dwa sposoby',
    'quarantine.header-hash-differs': 'plik nie zgadza się z sumą kontrolną KSeF',
    'quarantine.unsigned': 'brak podpisu',
    'quarantine.signature-invalid': 'podpis jest nieprawidłowy',
    'quarantine.signature-unsupported': 'podpisu nie da się sprawdzić: nieobsługiwany algorytm',
    'quarantine.other-environment': 'to UPO z innego środowiska KSeF',
    'quarantine.other-invoice': 'to UPO innej faktury',
    'quarantine.hash-differs': 'UPO dotyczy pliku o innej treści',
    'document.damaged': 'Zapisany plik zmienił się na dysku (stwierdzono {at}): nie jest już dowodem, a tego, co sprawdzono przy odbiorze, nie można powtórzyć.',
    'document.imported': 'Wczytano z pliku: {at}',
    'quarantine.ksef-number-wrong': 'numer KSeF, który podaje, ma złą budowę albo sumę kontrolną',
    'quarantine.other-session': 'to UPO innej wysyłki',
    'quarantine.package-part-differs': 'część paczki z fakturami nie zgadza się z tym, co podał KSeF',
    'quarantine.package-unreadable': 'paczki z fakturami nie da się rozpakować',
    'quarantine.unknown': 'plik nie przeszedł sprawdzenia',
    'chain.trusted': 'zaufany certyfikat: {subject}',
    'chain.issuer': 'wystawca: {subject}',
    'chain.time-unknown': 'podpis nie mówi, kiedy go złożono',
    'chain.certificate-unreadable': 'certyfikatu podpisującego nie da się odczytać',
    'chain.not-for-signing': 'certyfikat nie służy do podpisywania dokumentów',
    'chain.no-path': 'certyfikat nie prowadzi do żadnego z zaufanych',
    'chain.not-valid-then': 'certyfikat z łańcucha nie był ważny w chwili podpisania',
    'chain.not-an-authority': 'certyfikat wystawił ktoś, kto nie może ich wystawiać',
    'chain.path-too-long': 'łańcuch jest dłuższy, niż pozwala jego wystawca',
    'chain.signature-differs': 'wystawca ma tę samą nazwę co zaufany, ale inny klucz',
    'chain.restriction-unknown': 'certyfikat ma ograniczenie, którego Teczka nie zna',
    'chain.algorithm-unsupported': 'nieobsługiwany algorytm w certyfikacie',
    'signature.not-xml': 'to nie jest plik XML',
    'signature.too-large': 'dokument jest za duży lub zbyt złożony albo ma niezwykłe kodowanie',
    'signature.dtd-refused': 'dokument ma deklarację DTD',
    'signature.several-signatures': 'jest więcej niż jeden podpis',
    'signature.signature-misplaced': 'podpis jest w niewłaściwym miejscu',
    'signature.structure-refused': 'budowa podpisu jest niedozwolona',
    'signature.duplicate-id': 'identyfikator powtarza się w dokumencie',
    'signature.reference-refused': 'podpis nie obejmuje całego dokumentu',
    'signature.transform-refused': 'podpis używa niedozwolonego przekształcenia',
    'signature.no-certificate': 'brak certyfikatu podpisującego',
    'signature.certificate-unreadable': 'certyfikatu podpisującego nie da się odczytać',
    'signature.key-mismatch': 'klucz certyfikatu nie pasuje do podpisu',
    'signature.digest-differs': 'dokument zmieniono po podpisaniu',
    'signature.properties-digest-differs': 'datę podpisu lub wskazany certyfikat zmieniono po podpisaniu',
    'signature.signature-differs': 'podpisu nie złożono tym certyfikatem',
    'document.invoice': 'Faktura (XML)',
    'document.invoice-upo': 'UPO faktury',
    'document.session-upo': 'UPO zbiorcze sesji',
    'document.unrecognised': 'Nierozpoznany plik',
  },
  en: {
    'check.header-hash': 'Checksum given by KSeF with the file',
    'check.structure': 'Structure of the UPO',
    'check.receiver': 'Receiver: KSeF, the right environment',
    'check.signature': 'Electronic signature over the whole document',
    'check.signature-algorithm': 'Signature algorithm',
    'check.signing-time': 'Time of signing',
    'check.certificate-digest': 'Certificate named in the signature',
    'check.certificate-validity': 'Validity of the certificate when it signed',
    'check.certificate-chain': 'Trust in the issuer of the certificate',
    'check.ksef-number-present': 'KSeF number of this invoice in the UPO',
    'check.ksef-number-checksum': 'Checksum of the KSeF number',
    'check.hash-matches-list': 'Invoice hash matches KSeF’s list',
    'check.hash-matches-xml': 'Invoice hash matches the file in the folder',
    'check.seller-nip': 'Seller’s NIP',
    'check.invoice-number': 'Own number of the invoice',
    'check.session-reference': 'Number of the submission (session)',
    'check.entry-count': 'Number of entries in the UPO',
    'check.entries-distinct': 'Every entry of the UPO only once',
    'check.unknown': 'Another check',
    'verdict.confirmed': 'confirmed',
    'verdict.failed': 'does not match',
    'verdict.not-checked': 'not checked',
    'verdict.warning': 'warning',
    'quarantine.empty': 'the file is empty',
    'quarantine.html-page': 'a web page came instead of the UPO',
    'quarantine.not-xml': 'it is not an XML file',
    'quarantine.too-large': 'the file is too large or too intricate for a UPO, or in an unusual encoding',
    'quarantine.not-a-upo': 'it is not a UPO',
    'quarantine.ambiguous': 'the document can be read in two ways',
    'quarantine.header-hash-differs': 'the file does not match KSeF’s checksum',
    'quarantine.unsigned': 'it has no signature',
    'quarantine.signature-invalid': 'the signature is not valid',
    'quarantine.signature-unsupported': 'the signature cannot be checked: unsupported algorithm',
    'quarantine.other-environment': 'it is the UPO of another KSeF environment',
    'quarantine.other-invoice': 'it is the UPO of another invoice',
    'quarantine.hash-differs': 'the UPO is about a file with other content',
    'document.damaged': 'The stored file changed on the disk (found {at}): it is no proof any more, and what was checked when it came cannot be checked again.',
    'document.imported': 'Loaded from a file: {at}',
    'quarantine.ksef-number-wrong': 'the KSeF number that it names has a wrong form or check digits',
    'quarantine.other-session': 'it is the UPO of another submission',
    'quarantine.package-part-differs': 'part of a package of invoices is not what KSeF said of it',
    'quarantine.package-unreadable': 'a package of invoices cannot be unpacked',
    'quarantine.unknown': 'the file did not pass the check',
    'chain.trusted': 'trusted certificate: {subject}',
    'chain.issuer': 'issuer: {subject}',
    'chain.time-unknown': 'the signature does not say when it was made',
    'chain.certificate-unreadable': 'the signer’s certificate cannot be read',
    'chain.not-for-signing': 'the certificate is not for signing documents',
    'chain.no-path': 'the certificate does not lead to any trusted one',
    'chain.not-valid-then': 'a certificate of the chain was not valid when it was signed',
    'chain.not-an-authority': 'the certificate was issued by someone who may not issue any',
    'chain.path-too-long': 'the chain is longer than its issuer allows',
    'chain.signature-differs': 'the issuer has the name of a trusted one, but another key',
    'chain.restriction-unknown': 'the certificate has a restriction that Teczka does not know',
    'chain.algorithm-unsupported': 'unsupported algorithm in the certificate',
    'signature.not-xml': 'it is not an XML file',
    'signature.too-large': 'the document is too large or too intricate, or in an unusual encoding',
    'signature.dtd-refused': 'the document has a DTD',
    'signature.several-signatures': 'there is more than one signature',
    'signature.signature-misplaced': 'the signature is in the wrong place',
    'signature.structure-refused': 'the structure of the signature is not allowed',
    'signature.duplicate-id': 'an identifier is used twice in the document',
    'signature.reference-refused': 'the signature does not cover the whole document',
    'signature.transform-refused': 'the signature uses a transformation that is not allowed',
    'signature.no-certificate': 'the signer’s certificate is missing',
    'signature.certificate-unreadable': 'the signer’s certificate cannot be read',
    'signature.key-mismatch': 'the key of the certificate does not fit the signature',
    'signature.digest-differs': 'the document was changed after it was signed',
    'signature.properties-digest-differs': 'the time of signing or the named certificate was changed after signing',
    'signature.signature-differs': 'the signature was not made with this certificate',
    'document.invoice': 'Invoice (XML)',
    'document.invoice-upo': 'Invoice UPO',
    'document.session-upo': 'Session UPO',
    'document.unrecognised': 'Unrecognised file',
  },
} satisfies Messages<EvidenceMessageId>

/** What was checked, in words; the verdict is said beside it. */
export function describeCheck(language: Language, check: string): string {
  return formatMessage(evidenceMessages, language, `check.${UPO_CHECKS.find((known) => known === check) ?? 'unknown'}`)
}

/** The detail of a check in words where it is one of a closed list, as a value otherwise. */
export function describeCheckDetail(language: Language, { check, verdict, detail }: { readonly check: string; readonly verdict: CheckVerdict; readonly detail: string }): string {
  if (check === 'certificate-chain') {
    const fault = CHAIN_FAULTS.find((known) => known === detail)
    if (fault !== undefined) return formatMessage(evidenceMessages, language, `chain.${fault}`)
    return formatMessage(evidenceMessages, language, verdict === 'confirmed' ? 'chain.trusted' : 'chain.issuer', { subject: detail })
  }
  if (verdict === 'failed' && (check === 'signature' || check === 'structure')) {
    const fault = check === 'signature' ? SIGNATURE_FAULTS.find((known) => known === detail) : undefined
    return fault === undefined ? describeQuarantine(language, detail) : formatMessage(evidenceMessages, language, `signature.${fault}`)
  }
  return formatCheckDetail(language, detail)
}

/** A value for the eye: instants in Warsaw time, algorithms by their names instead of their addresses. */
export function formatCheckDetail(language: Language, detail: string): string {
  return detail
    .replace(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})/g, (instant) => formatInstant(language, instant))
    .replace(/https?:\/\/[^\s#]*#(\S+)/g, '$1')
}

export function labelOfVerdict(language: Language, verdict: CheckVerdict): string {
  return formatMessage(evidenceMessages, language, `verdict.${verdict}`)
}

/** Why a file is kept apart, in words that fit between brackets. */
export function describeQuarantine(language: Language, reason: string): string {
  return formatMessage(evidenceMessages, language, `quarantine.${QUARANTINE_REASONS.find((known) => known === reason) ?? 'unknown'}`)
}

export function labelOfDocumentKind(language: Language, kind: DocumentView['kind']): string {
  return formatMessage(evidenceMessages, language, `document.${kind}`)
}

/** Of a stored document whose bytes changed. */
export function describeDamagedDocument(language: Language, damagedAt: string): string {
  return formatMessage(evidenceMessages, language, 'document.damaged', { at: formatInstant(language, damagedAt) })
}

/** Of a document that did not come from KSeF. */
export function describeImport(language: Language, importedAt: string): string {
  return formatMessage(evidenceMessages, language, 'document.imported', { at: formatInstant(language, importedAt) })
}
