import type { TaxpayerId } from '../../../electron/shared/contract/common.ts'
import type { IdentifyTarget } from '../../../electron/shared/contract/identify.ts'
import { useNavigation } from '../../app/navigation.ts'

/** Goes where a number leads, to another company if need be, and closes the dialog. */
export function useFollow(current: TaxpayerId): (target: IdentifyTarget) => void {
  const { go } = useNavigation()
  return (target) => {
    go({ to: 'dialog', dialog: null })
    if (target.taxpayerId !== current) go({ to: 'taxpayer', taxpayerId: target.taxpayerId })
    switch (target.kind) {
      case 'invoice':
        go({ to: 'invoice', id: target.id })
        return
      case 'session':
        go({ to: 'session', session: { id: target.id, reference: target.reference } })
        return
      case 'file':
        // No invoice stands for it: it is among the files that no list names.
        go({ to: 'view', view: 'import' })
        return
      case 'quarantined':
        go({ to: 'attention', change: { tab: 'quarantine' } })
        go({ to: 'view', view: 'attention' })
        return
      case 'list':
        go({ to: 'all-invoices' })
        go({ to: 'filter', change: { text: target.text } })
        go({ to: 'view', view: 'invoices' })
        return
      case 'taxpayer':
    }
  }
}
