import type { ScheduledOutcome } from '../../electron/shared/contract/schedule.ts'
import type { Settings } from '../../electron/shared/contract/program.ts'

/** What the made-up window shows, as its address says. */
export interface FakeOptions {
  readonly language: 'pl' | 'en'
  readonly theme: Settings['theme']
  /** How many invoices the archive holds; rows are made when asked for. */
  readonly invoices: number
  readonly taxpayers: 'none' | 'one' | 'demo' | 'two' | 'forty'
  readonly firstRefresh: boolean
  readonly keyStore: boolean
  readonly connection: 'all' | 'invoices-only' | 'wrong-token'
  /** What a self-check finds. */
  readonly archive: 'whole' | 'damaged'
  /** The proxy that the system names. */
  readonly proxy: string | null
  /** How the newest run of the schedule went. */
  readonly lastRun: ScheduledOutcome | 'none'
  /** How a refresh ends. */
  readonly network: 'here' | 'none' | 'ksef-down'
  /** Whether KSeF's limits let a refresh end at once, or hold up its proofs for more than an hour. */
  readonly limits: 'wide' | 'narrow'
  /** A channel that always fails, by name. */
  readonly failing: string | null
  /** A channel that never answers, by name. */
  readonly silent: string | null
}

export const FAKE_DEFAULTS: FakeOptions = { language: 'pl', theme: 'system', invoices: 420, taxpayers: 'one', firstRefresh: false, keyStore: true, connection: 'all', archive: 'whole', proxy: null, lastRun: 'none', network: 'here', limits: 'wide', failing: null, silent: null }
