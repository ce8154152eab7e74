import type { InvoiceId, TaxpayerId } from '../../../electron/shared/contract/common.ts'
import { unwrap } from '../../api/client.ts'
import { useSaveDocument } from '../../api/invoices.ts'
import { Button } from '../../components/Button.tsx'
import { showToast } from '../../components/Toasts.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { useToastFailure } from '../failure/index.ts'

/** Saves the stored bytes where the person says, and offers to show the file. */
export function useSaveWithToast(taxpayerId: TaxpayerId, invoiceId: InvoiceId): (documentId: number) => void {
  const { say } = useSpeech()
  const save = useSaveDocument(taxpayerId, invoiceId)
  const toastFailure = useToastFailure()
  return (documentId) =>
    save.mutate(documentId, {
      onError: toastFailure,
      onSuccess: (saved) => {
        if (saved === null) return
        showToast({
          tone: 'good',
          title: say('document.saved'),
          lines: [saved.path],
          action: (
            <Button look="quiet" icon="folder" onPress={() => void unwrap(window.api.program.showInFolder({ path: saved.path })).catch(toastFailure)}>
              {say('show-in-folder')}
            </Button>
          ),
        })
      },
    })
}
