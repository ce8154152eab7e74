import type { Archive } from '../archiveOperations.ts'

/** In the archive, so that it goes where the archive goes. */
const KEY = 'keepsReceived'

/** Whether the person wants invoices kept that others issued for this taxpayer; off until said otherwise. */
export async function keepsReceived(archive: Archive): Promise<boolean> {
  return (await archive.readSyncState({ key: KEY })) === 'yes'
}

/** What was kept so far stays when it is switched off. */
export async function setKeepsReceived(archive: Archive, keeps: boolean): Promise<void> {
  await archive.writeSyncState({ key: KEY, value: keeps ? 'yes' : 'no' })
}
