import type { DiagnosisFacts as ArchivedFacts, RelatedInvoice } from '../../archive/outputs.ts'
import { nipOf } from '../../shared/model/context.ts'
import { DUPLICATE_STATUS } from '../../shared/model/invoiceStatus.ts'
import { mustBeListed } from '../../shared/model/metadataRead.ts'
import { areSessionsReadPast } from '../../shared/model/sender.ts'
import { warsawDayOf } from '../../shared/model/warsawDay.ts'
import { chooseOriginal } from './chooseOriginal.ts'
import type { ComparableContent, DiagnosisFacts, OriginalFacts } from './facts.ts'
import { runEndForUpo } from './runEnd.ts'

/** What the archive knows of an invoice at the instant `now`, as the rules of the diagnosis want it. */
export function factsOf(archived: ArchivedFacts, now: string): DiagnosisFacts {
  const { session, statusCode, proof, lastUpoAttempt, invoicingAt, sentAt } = archived
  return {
    now,
    context: archived.context.identifier,
    statusCode,
    statusDescription: archived.statusDescription,
    statusDetails: archived.statusDetails,
    hasUpo: proof !== 'none',
    hasImportedUpo: archived.hasImportedUpo,
    ksefNumber: archived.ksefNumber,
    invoiceNumber: archived.invoiceNumber,
    invoiceHash: archived.invoiceHash,
    issuedOn: archived.issuedOn,
    acquiredAt: archived.acquiredAt,
    invoicingMode: archived.invoicingMode,
    invoicedOn: invoicingAt === null ? null : warsawDayOf(invoicingAt),
    sentOn: sentAt === null ? null : warsawDayOf(sentAt),
    isTechnicalCorrection: archived.hashOfCorrectedInvoice !== null,
    sellerNip: archived.sellerNip,
    sellerName: archived.sellerName,
    buyerIdentifierType: archived.buyerIdentifierType,
    buyerIdentifier: archived.buyerIdentifier,
    buyerName: archived.buyerName,
    thirdParties: archived.thirdParties,
    isPurchase: archived.state === 'received',
    senderContext: archived.senderContext,
    sessionReference: session?.reference ?? null,
    sessionType: session?.type ?? null,
    sessionStatusCode: session?.statusCode ?? null,
    hasMetadata: archived.hasMetadata,
    isMetadataRead: isMetadataRead(archived),
    areSessionsRead: areSessionsReadPast(archived.acquiredAt, archived.sessionsReadAt),
    areAllSessionsRead: areSessionsReadPast(archived.acquiredAt, archived.allSessionsReadAt),
    isSelfInvoicing: archived.isSelfInvoicing,
    formCode: archived.formCode,
    quarantineReason: archived.quarantineReason,
    damagedAt: archived.damagedAt,
    hasXml: archived.hasXml,
    fileDamagedAt: archived.fileDamagedAt,
    lastUpoAttempt:
      lastUpoAttempt === null
        ? null
        : { at: lastUpoAttempt.at, outcome: lastUpoAttempt.outcome, code: lastUpoAttempt.code, httpStatus: lastUpoAttempt.httpStatus, details: lastUpoAttempt.details },
    lastRun: runEndForUpo(archived.lastRun),
    original: statusCode === DUPLICATE_STATUS ? originalOf(archived) : null,
    settledByKsefNumber: settledBy(archived)?.ksefNumber ?? null,
    numberHeldByKsefNumber: archived.acceptedWithSameNumber[0]?.ksefNumber ?? archived.namedByDuplicate,
    content: contentOf(archived),
    ...(archived.comparedCase !== undefined && { comparedCase: archived.comparedCase }),
    ...(archived.followed !== undefined && { followed: archived.followed }),
    ...(archived.buyerCountry !== undefined && { buyerCountry: archived.buyerCountry }),
  }
}

/** Whether the list of this taxpayer's sales would name it: nothing is known of the lists of others. */
function isMetadataRead({ context, sellerNip, acquiredAt, metadataRead }: ArchivedFacts): boolean {
  return sellerNip === nipOf(context.identifier) && mustBeListed(acquiredAt, metadataRead)
}

/** The earlier invoice of a duplicate, as far as it is here; else the number that KSeF names, alone. */
function originalOf(archived: ArchivedFacts): OriginalFacts | null {
  const found = chooseOriginal(archived)
  if (found !== null) return { ksefNumber: found.ksefNumber, invoiceHash: found.invoiceHash, content: contentOf(found) }
  const named = archived.statusExtensions.originalKsefNumber ?? null
  return named === null ? null : { ksefNumber: named, invoiceHash: null, content: null }
}

/**
 * The same file, accepted at any time; its technical correction or the same own number, accepted later: what was accepted under that number before
 * this one was refused may be another invoice, and what the files show to be another settles nothing. A duplicate stands beside the invoice that has
 * its file or its number, so its technical correction alone settles it.
 */
function settledBy({ statusCode, acceptedWithSameHash, technicalCorrections, acceptedWithSameNumber, othersWithSameNumber = [], invoicingAt }: ArchivedFacts): RelatedInvoice | undefined {
  const isLater = ({ acquiredAt }: RelatedInvoice): boolean => acquiredAt !== null && invoicingAt !== null && Date.parse(acquiredAt) > Date.parse(invoicingAt)
  if (statusCode === DUPLICATE_STATUS) return technicalCorrections.find(isLater)
  const couldBeThis = acceptedWithSameNumber.filter(({ invoiceId }) => !othersWithSameNumber.includes(invoiceId))
  return acceptedWithSameHash[0] ?? [...technicalCorrections, ...couldBeThis].find(isLater)
}

/** Null unless something of the content is known: two unknown buyers are not the same buyer. */
function contentOf({ buyerIdentifier, issuedOn, grossMinor, currency }: RelatedInvoice): ComparableContent | null {
  return grossMinor === null ? null : { buyerIdentifier, issuedOn, grossMinor, currency }
}
