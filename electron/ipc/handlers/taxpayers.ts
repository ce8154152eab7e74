import type { Archive } from '../../core/archiveOperations.ts'
import type { ChosenFiles } from '../../core/taxpayers/chosenFiles.ts'
import { keptReceived, setKeptReceived } from '../../core/taxpayers/keptReceived.ts'
import type { Taxpayers } from '../../core/taxpayers/taxpayers.ts'
import type { Dialogs } from '../../platform/dialogs.ts'
import type { TaxpayerId } from '../../shared/contract/common.ts'
import type { TaxpayerSummary } from '../../shared/contract/taxpayers.ts'
import type { DomainHandlers } from '../registerHandlers.ts'

/** A sign-in answers within a minute; a person who waits longer has no use for the answer. */
const TEST_TIMEOUT_MS = 90_000

export interface TaxpayersHandlersOptions {
  readonly list: () => readonly TaxpayerSummary[]
  /** The taxpayers among whom one is. Throws `not-found`. */
  readonly taxpayersWith: (id: TaxpayerId) => Taxpayers
  /** Those of the archive folder, where new ones are added. Throws what keeps the folder from being opened. */
  readonly ownTaxpayers: () => Taxpayers
  readonly chosenFiles: ChosenFiles
  readonly dialogs: Dialogs
  readonly archiveOf: (id: TaxpayerId) => Archive
  /** Throws `taxpayer-left` for one whose archive is only read. */
  readonly workingArchiveOf: (id: TaxpayerId) => Archive
  /** Ends the work on a taxpayer that is about to go. */
  readonly stopJobs: (id: TaxpayerId) => Promise<void>
  readonly startDemo: () => Promise<TaxpayerSummary>
  /** Tells the window that the list is another now. */
  readonly onChanged: () => void
}

export function taxpayersHandlers(options: TaxpayersHandlersOptions): DomainHandlers<'taxpayers'> {
  const { list, taxpayersWith, ownTaxpayers, chosenFiles, dialogs, archiveOf, workingArchiveOf, stopJobs, startDemo, onChanged } = options
  const thenTell = async <T>(change: Promise<T>): Promise<T> => {
    const result = await change
    onChanged()
    return result
  }
  return {
    list: () => list(),
    chooseCredentialFile: async ({ purpose }) => {
      const path = await dialogs.chooseCredentialFile(purpose)
      return path === null ? null : chosenFiles.keep(path)
    },
    testDraft: (draft) => ownTaxpayers().testDraft(draft, AbortSignal.timeout(TEST_TIMEOUT_MS)),
    test: ({ id }) => thenTell(taxpayersWith(id).test(id, AbortSignal.timeout(TEST_TIMEOUT_MS))),
    add: (draft) => thenTell(ownTaxpayers().add(draft)),
    replaceCredential: ({ id, credential, forAll }) => thenTell(taxpayersWith(id).replaceCredential(id, credential, forAll)),
    leave: async ({ id }) => {
      const taxpayers = taxpayersWith(id)
      await stopJobs(id)
      return thenTell(taxpayers.leave(id))
    },
    comeBack: ({ id }) => {
      const summary = taxpayersWith(id).comeBack(id)
      onChanged()
      return summary
    },
    keptReceived: ({ id }) => keptReceived(archiveOf(id)),
    setKeptReceived: async ({ id, kept }) => {
      await setKeptReceived(workingArchiveOf(id), kept)
      return kept
    },
    startDemo: () => thenTell(startDemo()),
  }
}
