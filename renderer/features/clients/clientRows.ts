import type { AccessView } from '../../../electron/shared/contract/clients.ts'
import type { ClientRefresh } from '../../../electron/shared/contract/jobs.ts'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { foldForSearch } from '../../../electron/shared/model/foldForSearch.ts'
import { endOf } from '../taxpayers/index.ts'

/** A company of the table with what is known of it. */
export interface ClientRow {
  readonly taxpayer: TaxpayerSummary
  /** Null before it was asked for. */
  readonly access: AccessView | null
  /** Its part of the newest refresh of all. */
  readonly refresh: ClientRefresh | null
}

export const CLIENT_FILTERS = ['all', 'blocked', 'changed', 'ending'] as const
export type ClientFilter = (typeof CLIENT_FILTERS)[number]

/** `blocked`: something is missing or shut; `changed`: its access differs from the one before; `ending`: what it signs in with ends soon. */
export function fits({ taxpayer, access }: ClientRow, filter: ClientFilter): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'blocked':
      return access !== null && (access.missing.length > 0 || (access.now?.error ?? null) !== null)
    case 'changed':
      return access?.before != null
    case 'ending':
      return endOf(taxpayer) !== null
  }
}

/** The companies whose name or number has what was typed, in the order of the list; without those who left and the example. */
export function rowsOf(taxpayers: readonly TaxpayerSummary[], access: readonly AccessView[], refreshes: readonly ClientRefresh[], typed: string): readonly ClientRow[] {
  const word = foldForSearch(typed)
  return taxpayers
    .filter(({ leftAt, isDemo }) => leftAt === null && !isDemo)
    .filter(({ displayName, context }) => foldForSearch(displayName).includes(word) || context.identifier.value.includes(word.replaceAll('-', '')))
    .map((taxpayer) => ({
      taxpayer,
      access: access.find(({ taxpayerId }) => taxpayerId === taxpayer.id) ?? null,
      refresh: refreshes.find(({ taxpayerId }) => taxpayerId === taxpayer.id) ?? null,
    }))
}
