import type { Language } from '../../shared/contract/program.ts'
import { describeCause } from '../../shared/messages/causes.ts'
import { describeInvoiceStatus } from '../../shared/messages/invoiceStatus.ts'
import type { Diagnosis } from '../../shared/model/diagnosis.ts'
import { ACCEPTED_STATUS } from '../../shared/model/invoiceStatus.ts'
import type { DiagnosisFacts as ArchivedFacts } from '../../archive/outputs.ts'
import { diagnose } from './diagnose.ts'
import { factsOf } from './factsOf.ts'

export interface Explanation {
  readonly diagnosis: Diagnosis
  /** What happened, in a sentence. */
  readonly why: string
  readonly nextStep: string
}

/** Why the UPO of an invoice is missing, in words: the status where KSeF decided something, else the cause. Null: nothing is missing. */
export function explainMissingUpo(language: Language, archived: ArchivedFacts): Explanation | null {
  const diagnosis = diagnose(factsOf(archived))
  if (diagnosis === null) return null
  if (archived.statusCode === null || archived.statusCode === ACCEPTED_STATUS || diagnosis.cause === 'settled-later') {
    const { sentence, nextStep } = describeCause(language, diagnosis.cause, {
      originalKsefNumber: diagnosis.originalKsefNumber,
      invoiceNumber: archived.invoiceNumber,
      reason: archived.quarantineReason,
    })
    return { diagnosis, why: sentence, nextStep }
  }
  const { sentence, nextStep, notIssued } = describeInvoiceStatus(language, {
    statusCode: archived.statusCode,
    statusDescription: archived.statusDescription,
    duplicateCase: diagnosis.duplicateCase,
    invoiceNumber: archived.invoiceNumber,
    ksefNumber: archived.ksefNumber,
    originalKsefNumber: diagnosis.originalKsefNumber,
    sellerNip: archived.sellerNip,
    acquiredAt: archived.acquiredAt,
    hasUpo: false,
    matterBy: diagnosis.matterBy,
  })
  return { diagnosis, why: notIssued === null ? sentence : `${sentence} ${notIssued}`, nextStep }
}
