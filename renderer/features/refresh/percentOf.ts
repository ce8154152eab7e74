import type { RefreshProgress } from '../../../electron/shared/contract/jobs.ts'

/** The share of the present step that is done, 0 to 100; null where its end is not known. */
export function percentOf({ step, sessionsRead, sessionsToRead, uposStored, uposWanted, xmlStored, xmlWanted }: RefreshProgress): number | null {
  const share = (done: number, wanted: number | null): number | null => (wanted === null || wanted === 0 ? null : Math.min(100, (100 * done) / wanted))
  switch (step) {
    case 'sessions':
    case 'invoices':
      return share(sessionsRead, sessionsToRead)
    case 'upos':
      return share(uposStored, uposWanted)
    case 'exports':
    case 'xml':
      return share(xmlStored, xmlWanted)
    case 'finishing':
      return 100
    case 'signing-in':
    case 'metadata':
      return null
  }
}
