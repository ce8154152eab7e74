import type { SubjectRole } from '../../ksef/endpoints/metadata.ts'
import type { KeptReceived } from '../../shared/contract/taxpayers.ts'
import type { Archive } from '../archiveOperations.ts'

/** In the archive, so that it goes where the archive goes. */
const KEY = 'keepsReceived'

/** As it is written; `yes` and `no` since the time when there was nothing else to choose. */
const WRITTEN = { none: 'no', bought: 'yes', 'every-role': 'every-role' } as const satisfies Record<KeptReceived, string>

/** Which invoices are kept that others issued; none until said otherwise. */
export async function keptReceived(archive: Archive): Promise<KeptReceived> {
  const written = await archive.readSyncState({ key: KEY })
  return written === WRITTEN.bought ? 'bought' : written === WRITTEN['every-role'] ? 'every-role' : 'none'
}

/** What was kept so far stays when less is chosen. */
export async function setKeptReceived(archive: Archive, kept: KeptReceived): Promise<void> {
  await archive.writeSyncState({ key: KEY, value: WRITTEN[kept] })
}

export type ReceivedRole = Exclude<SubjectRole, 'Subject1'>

/** As what the taxpayer stands on the invoices that are kept; every role is asked for apart (API-NOTES §3). */
export const RECEIVED_ROLES: Readonly<Record<KeptReceived, readonly ReceivedRole[]>> = {
  none: [],
  bought: ['Subject2'],
  'every-role': ['Subject2', 'Subject3', 'SubjectAuthorized'],
}
