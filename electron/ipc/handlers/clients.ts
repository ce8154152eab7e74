import type { AddedClients, ClientFiles, AccessView } from '../../shared/contract/clients.ts'
import type { InputOf, OutputOf } from '../../shared/contract/index.ts'
import type { JobId, TaxpayerId } from '../../shared/contract/common.ts'
import type { Dialogs } from '../../platform/dialogs.ts'
import type { DomainHandlers } from '../registerHandlers.ts'

export interface ClientsHandlersOptions {
  readonly dialogs: Dialogs
  readonly access: () => readonly AccessView[]
  readonly addMany: (list: InputOf<'clients.addMany'>) => Promise<AddedClients>
  readonly startLook: (taxpayerIds: readonly TaxpayerId[] | null) => JobId
  readonly startRefreshAll: (from: string | null) => JobId
  readonly startHandOver: (taxpayerId: TaxpayerId, targetFolder: string) => JobId
  readonly files: (taxpayerId: TaxpayerId) => ClientFiles
  readonly deleteForGood: (deletion: InputOf<'clients.deleteForGood'>) => Promise<OutputOf<'clients.deleteForGood'>>
  /** Tells the window that the list is another now. */
  readonly onChanged: () => void
}

export function clientsHandlers({ dialogs, access, addMany, startLook, startRefreshAll, startHandOver, files, deleteForGood, onChanged }: ClientsHandlersOptions): DomainHandlers<'clients'> {
  const thenTell = async <T>(change: Promise<T>): Promise<T> => {
    try {
      return await change
    } finally {
      onChanged()
    }
  }
  return {
    access: () => access(),
    addMany: (list) => thenTell(addMany(list)),
    startLook: ({ taxpayerIds }) => ({ jobId: startLook(taxpayerIds) }),
    startRefreshAll: ({ from }) => ({ jobId: startRefreshAll(from) }),
    handOver: async ({ taxpayerId }) => {
      const folder = await dialogs.chooseHandOverFolder()
      return folder === null ? null : { jobId: startHandOver(taxpayerId, folder) }
    },
    files: ({ taxpayerId }) => files(taxpayerId),
    deleteForGood: (deletion) => thenTell(deleteForGood(deletion)),
  }
}
