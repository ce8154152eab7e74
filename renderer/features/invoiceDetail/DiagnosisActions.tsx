import type { InvoiceDetail } from '../../../electron/shared/contract/invoices.ts'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { labelOfAction } from '../../../electron/shared/messages/labels.ts'
import { composePermissionRequest } from '../../../electron/shared/messages/permissionRequest.ts'
import type { Action } from '../../../electron/shared/model/diagnosis.ts'
import { useFindByKsefNumber } from '../../api/invoices.ts'
import { useNavigation } from '../../app/navigation.ts'
import { Button } from '../../components/Button.tsx'
import type { IconName } from '../../components/Icon.tsx'
import { showToast } from '../../components/Toasts.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { useCopy } from '../copyNumber/index.ts'
import { useToastFailure } from '../failure/index.ts'

const ICONS = {
  refresh: 'refresh',
  'open-original': 'document',
  'import-file': 'download',
  'switch-context': 'user',
  'copy-request': 'copy',
  'copy-reference': 'copy',
  'show-session': 'send',
} as const satisfies Record<Action, IconName>

export interface DiagnosisActionsProps {
  readonly taxpayer: TaxpayerSummary
  readonly detail: InvoiceDetail
  readonly diagnosis: NonNullable<InvoiceDetail['diagnosis']>
  readonly onRefresh: () => void
}

/** The next steps that the window can take itself, as buttons. */
export function DiagnosisActions({ taxpayer, detail, diagnosis, onRefresh }: DiagnosisActionsProps) {
  const { language, say } = useSpeech()
  const { go } = useNavigation()
  const copy = useCopy()
  const find = useFindByKsefNumber(taxpayer.id)
  const toastFailure = useToastFailure()

  const openOriginal = (ksefNumber: string): void =>
    find.mutate(ksefNumber, {
      onSuccess: (id) => (id === null ? showToast({ tone: 'info', title: say('detail.original-absent'), lines: [ksefNumber] }) : go({ to: 'invoice', id })),
      onError: toastFailure,
    })

  const copied = (text: string): void => {
    copy(text)
    showToast({ tone: 'good', title: say('copied') })
  }

  /** What an action does; undefined where there is nothing to do it with. */
  const deedOf = (action: Action): (() => void) | undefined => {
    const { originalKsefNumber } = diagnosis
    const { sessionId, sessionReference, invoiceReference, summary } = detail
    switch (action) {
      case 'refresh':
        return onRefresh
      case 'open-original':
        return originalKsefNumber === null ? undefined : () => openOriginal(originalKsefNumber)
      case 'switch-context':
        return () => go({ to: 'dialog', dialog: 'taxpayers' })
      case 'copy-request':
        return () => copied(composePermissionRequest(language, { companyName: taxpayer.displayName, identifier: taxpayer.context.identifier, presentPermissions: [] }))
      case 'copy-reference':
        return () => copied([summary.ksefNumber, sessionReference, invoiceReference].filter((text) => text !== null).join('\n'))
      case 'show-session':
        return sessionId === null || sessionReference === null ? undefined : () => go({ to: 'session', id: sessionId, reference: sessionReference })
      case 'import-file':
        return () => go({ to: 'view', view: 'import' })
    }
  }

  const deeds = diagnosis.actions.flatMap((action) => {
    const deed = deedOf(action)
    return deed === undefined ? [] : [{ action, deed }]
  })
  if (deeds.length === 0) return null
  return (
    <div className="screen-line">
      {deeds.map(({ action, deed }) => (
        <Button key={action} icon={ICONS[action]} onPress={deed}>
          {labelOfAction(language, action)}
        </Button>
      ))}
    </div>
  )
}
