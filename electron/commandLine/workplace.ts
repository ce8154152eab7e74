import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { ARCHIVE_THREAD } from '../archive/thread/archiveThread.ts'
import { callOperations } from '../archive/thread/callOperations.ts'
import type { Archive, archiveOperations } from '../core/archiveOperations.ts'
import { openArchiveFolder } from '../core/openArchiveFolder.ts'
import { clearAbandonedPackages } from '../core/synchronise/packageFolder.ts'
import { witnessJournal } from '../core/witnessJournal.ts'
import type { OpenedCatalogue } from '../core/taxpayers/openTaxpayerCatalogue.ts'
import { NO_CREDENTIAL } from '../core/taxpayers/taxpayerCatalogue.ts'
import type { TaxpayerRecord } from '../core/taxpayers/taxpayerCatalogue.ts'
import { validateContext } from '../core/taxpayers/validateDraft.ts'
import { programPaths } from '../platform/paths.ts'
import { AppError } from '../shared/errors.ts'
import { contextKey } from '../shared/model/context.ts'
import type { KsefContext } from '../shared/model/context.ts'
import { textOption } from './command.ts'
import type { Invocation } from './command.ts'
import type { ExitCode } from './exitCodes.ts'
import { usageError } from './usageError.ts'

/** Options of every command that works on an archive folder. */
export const WORKPLACE_OPTIONS = { folder: { type: 'string' }, taxpayer: { type: 'string' } } as const

export interface NewContext {
  readonly context: KsefContext
  readonly displayName: string
  readonly apiBase: string | null
}

/** An archive folder opened for one command: the same catalogue and archives that the window uses. */
export interface Workplace {
  readonly catalogue: OpenedCatalogue
  readonly addTaxpayer: (added: NewContext) => Promise<TaxpayerRecord>
  /** By id or identifier; null is right when there is only one. Throws 'not-found', and 'wrong-usage' where several are meant. */
  readonly taxpayerOf: (chosen: string | null) => TaxpayerRecord
  /** The same for work that changes the archive. Throws 'taxpayer-left' too. */
  readonly workingTaxpayerOf: (chosen: string | null) => TaxpayerRecord
  readonly archiveOf: (taxpayer: TaxpayerRecord) => Archive
  /** Closes an archive until it is asked again. */
  readonly closeArchive: (taxpayer: TaxpayerRecord) => Promise<void>
  readonly close: () => Promise<void>
}

export function openWorkplace(folder: string, { mayMake }: { readonly mayMake: boolean }): Workplace {
  const catalogue = openArchiveFolder({ folder, mayMake })
  void clearAbandonedPackages(folder)
  const worker = new Worker(new URL('./archiveWorker.js', import.meta.url), ARCHIVE_THREAD)
  const archives = callOperations<typeof archiveOperations>(worker)
  const used = new Map<number, TaxpayerRecord>()
  const archiveOf = ({ archiveFile, context }: TaxpayerRecord): Archive => archives.archive({ file: archiveFile, context })
  const taxpayerOf: Workplace['taxpayerOf'] = (chosen) => {
    const all = catalogue.list()
    const found = chosen === null ? all : all.filter(({ id, context }) => String(id) === chosen || context.identifier.value === chosen)
    const [taxpayer] = found
    if (taxpayer === undefined) throw new AppError('not-found', { details: { what: 'taxpayer' } })
    if (found.length > 1) throw usageError(`--taxpayer ${found.map(({ id }) => id).join('|')}`)
    return taxpayer
  }
  return {
    catalogue,
    addTaxpayer: async (added) => {
      const { context, displayName, apiBase } = validateContext(added)
      if (catalogue.list().some((known) => contextKey(known.context) === contextKey(context))) throw new AppError('taxpayer-exists')
      const record = catalogue.add({ context, displayName, apiBase, secretKey: contextKey(context), lastRefreshAt: null, leftAt: null, ...NO_CREDENTIAL })
      try {
        await archives.create({ file: record.archiveFile, context })
      } catch (cause) {
        catalogue.remove(record.id)
        throw cause
      }
      return record
    },
    taxpayerOf,
    workingTaxpayerOf: (chosen) => {
      const taxpayer = taxpayerOf(chosen)
      if (taxpayer.leftAt !== null) throw new AppError('taxpayer-left')
      return taxpayer
    },
    archiveOf: (taxpayer) => {
      used.set(taxpayer.id, taxpayer)
      return archiveOf(taxpayer)
    },
    closeArchive: async ({ id, archiveFile }) => {
      used.delete(id)
      await archives.close(archiveFile)
    },
    close: async () => {
      // What cannot be read now was told by the command itself.
      await Promise.allSettled([...used.values()].map((taxpayer) => witnessJournal(catalogue, taxpayer.context, archiveOf(taxpayer))))
      await archives.closeAll()
      await worker.terminate()
      catalogue.close()
    },
  }
}

/**
 * Opens the folder of `--folder` (or the program's own), works, and closes it whatever happens. `mayMake`: for commands that begin an archive, a
 * folder that is not there is made. Throws as `openArchiveFolder`.
 */
export async function withWorkplace(invocation: Invocation, work: (workplace: Workplace) => Promise<ExitCode>, options: { readonly mayMake: boolean } = { mayMake: false }): Promise<ExitCode> {
  const chosen = textOption(invocation, 'folder')
  const paths = programPaths({ userData: '', home: homedir() })
  const workplace = openWorkplace(chosen === null ? paths.defaultArchiveFolder : resolve(chosen), options)
  try {
    return await work(workplace)
  } finally {
    await workplace.close()
  }
}
