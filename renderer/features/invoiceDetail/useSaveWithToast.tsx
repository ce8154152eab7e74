import type { InvoiceId, TaxpayerId } from '../../../electron/shared/contract/common.ts'
import { unwrap } from '../../api/client.ts'
import { useSaveDocument } from '../../api/invoices.ts'
import { Button } from '../../components/Button.tsx'
import { showToast } from '../../components/Toasts.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { useToastFailure } from '../failure/index.ts'

type Saved = { readonly path: string } | null

/** Saves the stored bytes where the person says, and offers to show the file. */
export function useSaveWithToast(taxpayerId: TaxpayerId, invoiceId: InvoiceId): (documentId: number) => void {
  const save = useSaveDocument(taxpayerId, invoiceId)
  const toast = useSavedToast()
  return (documentId) => save.mutate(documentId, toast)
}

/** What is said after a document was saved (null: the person changed their mind), or was not. */
export function useSavedToast(): { readonly onError: (cause: unknown) => void; readonly onSuccess: (saved: Saved) => void } {
  const { say } = useSpeech()
  const toastFailure = useToastFailure()
  return {
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
  }
}
