import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import type { TaxpayerId } from '../../electron/shared/contract/common.ts'
import type { IdentifyAnswer } from '../../electron/shared/contract/identify.ts'
import { unwrap } from './client.ts'
import { archiveKey } from './invoices.ts'

function identifyQuery(taxpayerId: TaxpayerId, text: string) {
  return { queryKey: [...archiveKey(taxpayerId), 'identify', text], queryFn: () => unwrap(window.api.identify.number({ taxpayerId, text })) }
}

/** What a pasted text is and where it leads; nothing is asked about an empty one. */
export function useIdentified(taxpayerId: TaxpayerId, text: string): UseQueryResult<IdentifyAnswer> {
  return useQuery({ ...identifyQuery(taxpayerId, text), enabled: text !== '' })
}

/** The same once, for a key press that does not wait for the pause in typing. */
export function useIdentifyNow(taxpayerId: TaxpayerId): (text: string) => Promise<IdentifyAnswer> {
  const client = useQueryClient()
  return (text) => client.query(identifyQuery(taxpayerId, text))
}
