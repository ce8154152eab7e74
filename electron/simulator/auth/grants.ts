import type { Taxpayer } from '../world/parties.ts'
import { PERMISSIONS, type Permission } from './principal.ts'
import type { SignInCode } from './signIns.ts'

/** What a certificate may do in a context, or the status with which its sign-in there ends. */
export type Access = { readonly isOwner: boolean; readonly permissions: readonly Permission[] } | { readonly refusal: SignInCode }

/** Who may enter which context with a certificate. A subject is a NIP, or the fingerprint of a certificate; a context the value of its identifier. */
export interface Grants {
  /** Everything in one's own context and in its units, what was granted elsewhere, or a refusal. */
  readonly of: (subject: string, context: string) => Access
  /** Replaces what a subject may do in a context, from its next sign-in on. */
  readonly set: (subject: string, context: string, access: Access) => void
}

const BOOKKEEPER_NIP = '9991000269'
const BOOKKEEPER_PERSON_NIP = '9991001010'
const NOTHING: Access = { refusal: 415 }

function granted(...permissions: readonly Permission[]): Access {
  return { isOwner: false, permissions }
}

/** What the bookkeeper's person may do with one added client after another: five of eight are as they should be. */
const PERSONS_ACCESS: readonly Access[] = [
  granted('InvoiceRead', 'Introspection'),
  granted('InvoiceRead', 'Introspection'),
  granted('InvoiceRead'),
  granted('InvoiceRead', 'Introspection'),
  NOTHING,
  granted('InvoiceRead', 'Introspection', 'CredentialsRead'),
  granted('InvoiceRead', 'InvoiceWrite'),
  granted('InvoiceRead', 'Introspection'),
]

/** The grants of a world. The usual one to an accounting firm carries no Introspection; that goes to a person (API-NOTES §2). */
export function createGrants(everybody: readonly Taxpayer[], added: readonly Taxpayer[]): Grants {
  const changed = new Map<string, Access>()
  const mayBeEntered = ({ role }: Taxpayer): boolean => role === 'client' || role === 'main'

  const usual = (subjectNip: string, contextNip: string): Access => {
    if (subjectNip === contextNip || contextNip.startsWith(`${subjectNip}-`)) return { isOwner: true, permissions: PERMISSIONS }
    const context = [...everybody, ...added].find(({ nip }) => nip === contextNip)
    if (context === undefined || !mayBeEntered(context)) return NOTHING
    if (subjectNip === BOOKKEEPER_NIP) return granted('InvoiceRead', 'InvoiceWrite')
    if (subjectNip !== BOOKKEEPER_PERSON_NIP) return NOTHING
    const position = added.indexOf(context)
    return (position < 0 ? undefined : PERSONS_ACCESS[position % PERSONS_ACCESS.length]) ?? granted('InvoiceRead', 'Introspection')
  }

  return {
    of: (subjectNip, contextNip) => changed.get(`${subjectNip} ${contextNip}`) ?? usual(subjectNip, contextNip),
    set: (subjectNip, contextNip, access) => {
      changed.set(`${subjectNip} ${contextNip}`, access)
    },
  }
}
