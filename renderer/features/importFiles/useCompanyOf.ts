import type { TaxpayerId } from '../../../electron/shared/contract/common.ts'
import type { ImportedFile } from '../../../electron/shared/contract/imports.ts'
import { useTaxpayers } from '../../api/taxpayers.ts'

/** The name of the company whose folder a file went to, where it is not the one in view. */
export function useCompanyOf(current: TaxpayerId): (file: ImportedFile) => string | null {
  const { data: taxpayers = [] } = useTaxpayers()
  return ({ taxpayerId }) => {
    const found = taxpayerId === current ? undefined : taxpayers.find(({ id }) => id === taxpayerId)
    if (found === undefined) return null
    return found.displayName === '' ? found.context.identifier.value : found.displayName
  }
}
