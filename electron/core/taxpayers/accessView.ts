import type { AccessHistory, KeptAccess } from '../../archive/catalogue/access.ts'
import type { AccessView } from '../../shared/contract/clients.ts'
import type { TaxpayerId } from '../../shared/contract/common.ts'
import type { Language } from '../../shared/contract/program.ts'
import { missingPermissions } from '../../shared/model/access.ts'
import { requestText } from './connectionReport.ts'
import type { TaxpayerRecord } from './taxpayerCatalogue.ts'

export interface AccessFacts {
  readonly taxpayerId: TaxpayerId
  readonly record: Pick<TaxpayerRecord, 'context' | 'displayName'>
  readonly history: AccessHistory
  readonly language: Language
}

/** A line of the access table: what the credential may do, what it could do before, and the request for what is missing. */
export function accessView({ taxpayerId, record: { context, displayName }, history: { now, before, failure }, language }: AccessFacts): AccessView {
  return {
    taxpayerId,
    now: now === null ? null : toAnswer(now),
    before: before === null ? null : toAnswer(before),
    failure,
    missing: now === null ? [] : missingPermissions(now),
    holder: now?.holder ?? null,
    requestText: now === null ? null : requestText({ language, context, displayName, holder: now.holder, answer: now }),
  }
}

function toAnswer({ since, confirmedAt, invoices, upo, permissions, error }: KeptAccess): AccessView['now'] {
  return { since, confirmedAt, invoices, upo, permissions: [...permissions], error }
}
