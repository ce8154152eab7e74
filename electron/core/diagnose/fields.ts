import { canBeGiven } from '../../shared/model/access.ts'
import type { Fact, FactField } from '../../shared/model/diagnosis.ts'
import { namedRoleOf } from '../../shared/model/sender.ts'
import { issueDayOf, latenessOf } from './deadlines.ts'
import type { DiagnosisFacts } from './facts.ts'
import { senderOf } from './senderOf.ts'
import { detailOf, resumesAtOf, troubleOf } from './trouble.ts'

type Reader = (facts: DiagnosisFacts) => string | number | boolean | null

const detail =
  (name: string): Reader =>
  (facts) =>
    detailOf(troubleOf(facts), name)

/** How each fact is read; null: not known, so it is not shown. */
const READERS: Readonly<Record<FactField, Reader>> = {
  statusCode: ({ statusCode }) => statusCode,
  statusDescription: ({ statusDescription }) => statusDescription,
  statusDetails: ({ statusDetails }) => (statusDetails.length === 0 ? null : statusDetails.join(' ')),
  invoiceNumber: ({ invoiceNumber }) => invoiceNumber,
  ksefNumber: ({ ksefNumber }) => ksefNumber,
  originalKsefNumber: ({ original }) => original?.ksefNumber ?? null,
  settledByKsefNumber: ({ settledByKsefNumber }) => settledByKsefNumber,
  numberHeldByKsefNumber: ({ numberHeldByKsefNumber }) => numberHeldByKsefNumber,
  sellerNip: ({ sellerNip }) => sellerNip,
  buyerIdentifierType: ({ buyerIdentifierType }) => buyerIdentifierType,
  buyerIdentifier: ({ buyerIdentifier }) => buyerIdentifier,
  buyerName: ({ buyerName }) => buyerName,
  issuedOn: ({ issuedOn }) => issuedOn,
  onlineIssueDay: (facts) => (facts.issuedOn === null ? issueDayOf(facts) : null),
  sentOn: ({ sentOn, invoicedOn }) => sentOn ?? invoicedOn,
  dueOn: (facts) => latenessOf(facts)?.dueOn ?? null,
  workingDaysLate: (facts) => latenessOf(facts)?.workingDays ?? null,
  acquiredAt: ({ acquiredAt }) => acquiredAt,
  invoicingMode: ({ invoicingMode }) => invoicingMode,
  formCode: ({ formCode }) => formCode,
  isSelfInvoicing: ({ isSelfInvoicing }) => isSelfInvoicing,
  sender: (facts) => {
    const sender = senderOf(facts)
    return sender === null ? null : namedRoleOf(sender)
  },
  senderIdentifier: (facts) => senderOf(facts)?.identifier ?? null,
  senderName: (facts) => senderOf(facts)?.name ?? null,
  context: ({ context }) => context.value,
  sessionReference: ({ sessionReference }) => sessionReference,
  sessionType: ({ sessionType }) => sessionType,
  sessionStatusCode: ({ sessionStatusCode }) => sessionStatusCode,
  isUpoFromFile: ({ hasImportedUpo }) => hasImportedUpo || null,
  isOnMetadataList: ({ hasMetadata, isMetadataRead }) => (hasMetadata || isMetadataRead ? hasMetadata : null),
  damagedAt: ({ damagedAt, fileDamagedAt }) => damagedAt ?? fileDamagedAt,
  isInvoiceFileDamaged: ({ damagedAt, fileDamagedAt }) => (damagedAt === null && fileDamagedAt !== null) || null,
  quarantineReason: ({ quarantineReason, lastUpoAttempt }) => quarantineReason ?? (lastUpoAttempt?.code === 'document-damaged' ? 'header-hash-differs' : null),
  lastTryAt: ({ lastUpoAttempt }) => lastUpoAttempt?.at ?? null,
  lastTryOutcome: ({ lastUpoAttempt }) => lastUpoAttempt?.outcome ?? null,
  lastTryCode: ({ lastUpoAttempt }) => lastUpoAttempt?.code ?? null,
  httpStatus: ({ lastUpoAttempt }) => lastUpoAttempt?.httpStatus ?? null,
  lastRefreshAt: ({ lastRun }) => lastRun?.at ?? null,
  errorCode: (facts) => troubleOf(facts)?.code ?? null,
  errorAt: (facts) => troubleOf(facts)?.at ?? null,
  errorHttpStatus: (facts) => troubleOf(facts)?.httpStatus ?? null,
  signInStatus: detail('statusCode'),
  reasonCode: detail('reasonCode'),
  missingPermission: (facts) => missingPermissionOf(facts),
  presentPermissions: detail('presentPermissions'),
  permissionGiver: (facts) => (canBeGiven(troubleOf(facts)?.details ?? {}) ? 'owner' : null),
  resumesAt: resumesAtOf,
  identifierKind: () => null,
}

/** Any of those that KSeF names would do, so the one that only looks is asked for, where it is among them; as where none is named (API-NOTES §2, Permissions). */
function missingPermissionOf(facts: DiagnosisFacts): string | null {
  const trouble = troubleOf(facts)
  if (!canBeGiven(trouble?.details ?? {})) return null
  const named = detailOf(trouble, 'requiredAnyOfPermissions')?.split(', ') ?? []
  return named.length === 0 || named.includes('Introspection') ? 'Introspection' : named.join(' / ')
}

/** The facts of these fields that are known, in the order given. */
export function readFields(facts: DiagnosisFacts, fields: readonly FactField[]): readonly Fact[] {
  return fields.flatMap((field) => {
    const value = READERS[field](facts)
    return value === null || value === '' ? [] : [{ field, value: String(value) }]
  })
}
