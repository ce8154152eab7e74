import type { AccessAnswerView, AccessView } from '../contract/clients.ts'
import type { Language } from '../contract/program.ts'
import type { ClientProblem } from '../model/clientList.ts'
import type { CredentialEnd } from '../model/credentialEnd.ts'
import { describeError } from './errors.ts'
import { formatDay, formatInstantDay } from './formats.ts'
import { formatMessage, type Messages } from './formatMessage.ts'

type AccessMessageId =
  | 'access.not-looked'
  | 'access.failed'
  | 'access.all'
  | 'access.unknown'
  | 'access.missing.InvoiceRead'
  | 'access.missing.Introspection'
  | 'access.missing.both'
  | 'access.own-sessions'
  | 'access.nothing-granted'
  | 'access.change'
  | 'access.invoices'
  | 'access.upo'
  | 'access.sign-in'
  | 'access.some'
  | `credential.${CredentialEnd['kind']}`
  | `client-problem.${ClientProblem}`

export const accessMessages = {
  pl: {
    'access.not-looked': 'Jeszcze nie sprawdzono',
    'access.failed': 'Ostatnie sprawdzenie się nie udało: {reason}',
    'access.all': 'Faktury i wszystkie UPO',
    'access.unknown': 'Zalogowano; co wolno, okaże się przy odświeżaniu',
    'access.missing.InvoiceRead': 'Brakuje: przeglądanie faktur (InvoiceRead)',
    'access.missing.Introspection': 'Brakuje: historia sesji (Introspection) – bez niej nie ma UPO',
    'access.missing.both': 'Brakuje: faktury (InvoiceRead) i historia sesji (Introspection)',
    'access.own-sessions': 'UPO tylko z własnych wysyłek; brakuje: historia sesji (Introspection)',
    'access.nothing-granted': 'Ta firma nie nadała posiadaczowi certyfikatu żadnych uprawnień',
    'access.change': '{what}: {before} → {now} od {day}',
    'access.invoices': 'Faktury',
    'access.upo': 'UPO',
    'access.sign-in': 'Logowanie',
    'access.some': 'część',
    'credential.certificate-expires': 'Certyfikat traci ważność {day} – przygotuj następny',
    'credential.certificate-expired': 'Certyfikat stracił ważność {day} – wskaż nowy, aby odświeżać',
    'credential.tokens-end': 'Tokeny działają do {day}, chyba że Ministerstwo to przedłuży – przygotuj certyfikat',
    'credential.tokens-ended': 'Według przepisów tokeny działały do {day}; jeśli logowanie zawodzi, wskaż certyfikat',
    'client-problem.nip-checksum': 'Cyfra kontrolna NIP się nie zgadza',
    'client-problem.no-identifier': 'Nie ma tu NIP-u',
    'client-problem.repeated': 'Powtórzony na tej liście',
    'client-problem.already-listed': 'Jest już w programie',
    'client-problem.peppol': 'Identyfikatora Peppol nie można dodać',
    'client-problem.token-of-another': 'Token należy do innego NIP-u',
  },
  en: {
    'access.not-looked': 'Not checked yet',
    'access.failed': 'The last check failed: {reason}',
    'access.all': 'Invoices and all UPO',
    'access.unknown': 'Signed in; a refresh will show what is allowed',
    'access.missing.InvoiceRead': 'Missing: viewing invoices (InvoiceRead)',
    'access.missing.Introspection': 'Missing: session history (Introspection) – without it there is no UPO',
    'access.missing.both': 'Missing: invoices (InvoiceRead) and session history (Introspection)',
    'access.own-sessions': 'UPO of own submissions only; missing: session history (Introspection)',
    'access.nothing-granted': 'This company gave the holder of the certificate no permissions',
    'access.change': '{what}: {before} → {now} since {day}',
    'access.invoices': 'Invoices',
    'access.upo': 'UPO',
    'access.sign-in': 'Sign-in',
    'access.some': 'some',
    'credential.certificate-expires': 'The certificate expires on {day} – prepare the next one',
    'credential.certificate-expired': 'The certificate expired on {day} – give a new one to refresh',
    'credential.tokens-end': 'Tokens work until {day}, unless the Ministry extends this – prepare a certificate',
    'credential.tokens-ended': 'By the regulation tokens worked until {day}; if signing in fails, give a certificate',
    'client-problem.nip-checksum': 'The NIP check digit is wrong',
    'client-problem.no-identifier': 'There is no NIP here',
    'client-problem.repeated': 'Repeated on this list',
    'client-problem.already-listed': 'Already in the program',
    'client-problem.peppol': 'A Peppol identifier cannot be added',
    'client-problem.token-of-another': 'The token belongs to another NIP',
  },
} satisfies Messages<AccessMessageId>

export type AccessMark = '✔' | '✘' | '½' | '?'

/** What may be read, as one sign; `½`: UPO of own submissions only. */
export function accessMarks(answer: Pick<AccessAnswerView, 'invoices' | 'upo' | 'error'> | null): { readonly invoices: AccessMark; readonly upo: AccessMark } {
  if (answer === null) return { invoices: '?', upo: '?' }
  if (answer.error !== null) return { invoices: '✘', upo: '✘' }
  return {
    invoices: ({ yes: '✔', no: '✘', unknown: '?' } as const)[answer.invoices],
    upo: ({ all: '✔', 'own-sessions': '½', none: '✘', unknown: '?' } as const)[answer.upo],
  }
}

/** What the look at a context showed, in one sentence. */
export function describeAccess(language: Language, { now, failure, missing }: Pick<AccessView, 'now' | 'failure' | 'missing'>): string {
  const say = (id: AccessMessageId, values = {}): string => formatMessage(accessMessages, language, id, values)
  if (failure !== null) return say('access.failed', { reason: describeError(language, failure.error).whatHappened })
  if (now === null) return say('access.not-looked')
  // Said of one company it would sound like the wrong file; among many it is the usual thing.
  if (now.error?.code === 'certificate-other-nip') return say('access.nothing-granted')
  if (now.error !== null) return describeError(language, now.error).whatHappened
  if (missing.length > 1) return say('access.missing.both')
  if (now.upo === 'own-sessions') return say('access.own-sessions')
  const [only] = missing
  if (only !== undefined) return say(`access.missing.${only}`)
  return say(now.invoices === 'unknown' || now.upo === 'unknown' ? 'access.unknown' : 'access.all')
}

/** How the newest answer differs from the one before it ("UPO: ✘ → ✔ since 12 Nov"); empty where there was none. */
export function describeAccessChanges(language: Language, { now, before }: Pick<AccessView, 'now' | 'before'>): readonly string[] {
  if (now === null || before === null) return []
  const [then, today] = [accessMarks(before), accessMarks(now)]
  const word = (mark: AccessMark): string => (mark === '½' ? formatMessage(accessMessages, language, 'access.some') : mark)
  const change = (id: 'access.invoices' | 'access.upo' | 'access.sign-in', one: AccessMark, other: AccessMark): readonly string[] =>
    one === other ? [] : [formatMessage(accessMessages, language, 'access.change', { what: formatMessage(accessMessages, language, id), before: word(one), now: word(other), day: formatInstantDay(language, now.since) })]
  const isShut = (answer: AccessAnswerView): AccessMark => (answer.error === null ? '✔' : '✘')
  if (isShut(before) !== isShut(now)) return change('access.sign-in', isShut(before), isShut(now))
  return [...change('access.invoices', then.invoices, today.invoices), ...change('access.upo', then.upo, today.upo)]
}

/** That what one signs in with ends soon, or ended. */
export function describeCredentialEnd(language: Language, { kind, lastDay }: CredentialEnd): string {
  return formatMessage(accessMessages, language, `credential.${kind}`, { day: formatDay(language, lastDay) })
}

export function describeClientProblem(language: Language, problem: ClientProblem): string {
  return formatMessage(accessMessages, language, `client-problem.${problem}`)
}
