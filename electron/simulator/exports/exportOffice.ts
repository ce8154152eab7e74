import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { composeReference, digitsOf } from '../references.ts'
import { warsawDayAt } from '../time.ts'
import type { DateRange } from '../query/dateRange.ts'
import type { StatusInfo } from '../world/kinds.ts'
import { buildPackage, type InvoicePackage, type PackageOrder } from './buildPackage.ts'
import type { ExportFlaw } from './exportFlaws.ts'
import { USUAL_EXPORTS, type ExportSettings } from './exportSettings.ts'
import { EXPORT_STATUS, exportStatus, type ExportCode } from './exportStatus.ts'

/** How long a status can be had (API-NOTES §3). */
const STATUS_LIFE_MS = 7 * 86_400_000
/** A package that is due by the simulator's clock but not yet written is waited for so long, so that simulated time needs few polls. */
const PATIENCE_MS = 10_000

export interface ExportRequest extends Omit<PackageOrder, 'settings' | 'parts' | 'modifiedAt' | 'signal' | 'flaws'> {
  readonly contextNip: string
  readonly range: DateRange
  readonly key: Buffer
  readonly iv: Buffer
  /** How it ends whatever its invoices; null for the usual end. */
  readonly outcome: ExportCode | null
  readonly flaws: readonly ExportFlaw[]
}

export interface Export {
  readonly reference: string
  readonly contextNip: string
  readonly range: DateRange
  readonly compression: PackageOrder['compression']
  readonly flaws: readonly ExportFlaw[]
  readonly createdAt: number
  /** When it is ready by the simulator's clock. */
  readonly completedAt: number
  readonly expiresAt: number
}

/** How an export stands at one moment; the package is there with status 200 only. */
export interface ExportState {
  readonly status: StatusInfo
  readonly package: InvoicePackage | null
}

/** Exports from their order to the end of their packages. */
export interface ExportOffice {
  readonly settings: () => ExportSettings
  /** Holds for exports begun from now on; the high-water lag at once. */
  readonly use: (changes: Partial<ExportSettings>) => void
  readonly begin: (request: ExportRequest) => Export
  readonly find: (reference: string) => Export | null
  /** Null once its status has ended. */
  readonly stateOf: (made: Export) => Promise<ExportState | null>
  /** How many of a context are not due by the clock, or stuck. */
  readonly running: (contextNip: string) => number
  /** Stops what is being built and removes what was written. */
  readonly close: () => Promise<void>
}

interface Job extends Export {
  readonly outcome: ExportCode | null
  readonly built: Promise<InvoicePackage | null>
}

export function createExportOffice(options: { readonly seed: number; readonly now: () => number; readonly settings: Partial<ExportSettings> }): ExportOffice {
  const { seed, now } = options
  const jobs = new Map<string, Job>()
  const ending = new AbortController()
  let settings = { ...USUAL_EXPORTS, ...options.settings }
  let folder: string | null = null
  let lastBuilt: Promise<unknown> = Promise.resolve()

  /** One package after another: together they would not be ready sooner, only larger in memory. Null where it failed. */
  const build = (order: PackageOrder): Promise<InvoicePackage | null> => {
    const built = lastBuilt.then(() => buildPackage(order)).catch(() => null)
    lastBuilt = built
    return built
  }

  const isRunning = ({ flaws, completedAt, createdAt }: Job): boolean =>
    flaws.includes('export-stuck') ? now() < createdAt + STATUS_LIFE_MS : now() < completedAt

  return {
    settings: () => settings,
    use: (changes) => {
      settings = { ...settings, ...changes }
    },
    begin: (request) => {
      const { contextNip, range, compression, flaws, outcome, key, iv } = request
      const digits = digitsOf(`export ${seed} ${jobs.size}`)
      const createdAt = now()
      const reference = composeReference(warsawDayAt(createdAt), 'EH', digits.slice(0, 10), digits.slice(10, 20))
      const completedAt = createdAt + settings.processingMs
      folder ??= mkdtempSync(join(tmpdir(), 'ksef-simulator-'))
      const home = folder
      const parts = { key, iv, partBytes: settings.partBytes, pathOf: (ordinal: number) => join(home, `${reference}-${ordinal}`) }
      const isWanted = outcome === null && !flaws.includes('export-stuck')
      const job: Job = {
        reference,
        contextNip,
        range,
        compression,
        flaws,
        outcome,
        createdAt,
        completedAt,
        expiresAt: completedAt + settings.packageLifeMs,
        built: isWanted ? build({ ...request, settings, parts, modifiedAt: new Date(createdAt), signal: ending.signal }) : Promise.resolve(null),
      }
      jobs.set(reference, job)
      return job
    },
    find: (reference) => jobs.get(reference) ?? null,
    stateOf: async ({ reference }) => {
      const job = jobs.get(reference)
      if (job === undefined || now() >= job.createdAt + STATUS_LIFE_MS) return null
      const { flaws, outcome, completedAt, expiresAt } = job
      if (flaws.includes('export-stuck') || now() < completedAt) return { status: EXPORT_STATUS[100], package: null }
      if (outcome !== null) return { status: exportStatus(outcome), package: null }
      const made = await Promise.race([job.built, wait(PATIENCE_MS, undefined, { ref: false })])
      if (made === undefined) return { status: EXPORT_STATUS[100], package: null }
      if (made === null) return { status: EXPORT_STATUS[500], package: null }
      if (flaws.includes('export-expired') || now() >= expiresAt) return { status: EXPORT_STATUS[210], package: null }
      return { status: EXPORT_STATUS[200], package: made }
    },
    running: (contextNip) => [...jobs.values()].filter((job) => job.contextNip === contextNip && isRunning(job)).length,
    close: async () => {
      ending.abort()
      await lastBuilt
      if (folder !== null) await rm(folder, { recursive: true, force: true })
    },
  }
}
