import { setMaxListeners } from 'node:events'
import type { BudgetStore } from '../../ksef/budgetStore.ts'
import { createKsefClient } from '../../ksef/client.ts'
import type { Credential } from '../../ksef/credential.ts'
import { addressesOf } from '../../ksef/environments.ts'
import type { ConnectionSettings } from '../../ksef/http/dispatcher.ts'
import { RateBudget } from '../../ksef/rateBudget.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RefreshProgress, RefreshResult } from '../../shared/contract/jobs.ts'
import type { ErrorDetails } from '../../shared/errors.ts'
import type { KsefContext } from '../../shared/model/context.ts'
import type { Archive } from '../archiveOperations.ts'
import { countLimitedCalls } from './countLimitedCalls.ts'
import { repairDamaged } from './repairDamaged.ts'
import type { RunOptions } from './runResult.ts'
import { synchronise } from './synchronise.ts'

export interface RepairTaxpayerOptions {
  readonly context: KsefContext
  /** Address of a simulator; null for KSeF itself. */
  readonly apiBase: string | null
  readonly credential: Credential
  /** Proxy and certificates on the way to KSeF. */
  readonly connection: ConnectionSettings
  readonly budgetStore: BudgetStore
  readonly archive: Archive
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly onProgress: (progress: RefreshProgress) => void
  readonly log: (event: string, facts: ErrorDetails) => void
}

export interface RefreshTaxpayerOptions extends RepairTaxpayerOptions {
  readonly from: string | null
  readonly fetchInvoiceXml: boolean
  /** For packages on their way into the archive; emptied before and after. */
  readonly packageFolder: string
}

/** Each request listens for the end of the refresh; more than these at once would be a leak worth a warning. */
const MOST_LISTENERS = 100

/** One refresh of one taxpayer: its budget, a client of its own, and the tokens forgotten at the end. */
export function refreshTaxpayer(options: RefreshTaxpayerOptions): Promise<RefreshResult> {
  const { from, fetchInvoiceXml, packageFolder } = options
  return withClient(options, (run) => synchronise({ ...run, from, fetchInvoiceXml, packageFolder }))
}

/** Fetches what the person asked for of the damaged documents of one taxpayer. */
export function repairTaxpayer(options: RepairTaxpayerOptions): Promise<RefreshResult> {
  return withClient(options, repairDamaged)
}

async function withClient(options: RepairTaxpayerOptions, work: (run: RunOptions) => Promise<RefreshResult>): Promise<RefreshResult> {
  const { context, apiBase, credential, connection, archive, clock, log } = options
  setMaxListeners(MOST_LISTENERS, options.signal)
  const counted = countLimitedCalls(options.budgetStore)
  const warnings = new Set<string>()
  const client = createKsefClient({
    context,
    apiBase: addressesOf(context.environment, apiBase).apiBase,
    credential,
    connection,
    budget: new RateBudget({ store: counted.store, clock }),
    clock,
    log,
    onSystemWarning: (warning, route) => {
      if (warnings.has(`ksef:${warning}`)) return
      warnings.add(`ksef:${warning}`)
      log('system-warning', { route, warning })
    },
  })
  try {
    const { signal, onProgress } = options
    const result = await work({ archive, client, clock, signal, onProgress, limitedCalls: counted.calls })
    return { ...result, warnings: [...result.warnings, ...warnings] }
  } finally {
    await client.close()
  }
}
