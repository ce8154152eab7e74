import type { InvoiceDetail } from '../../../electron/shared/contract/invoices.ts'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import type { DiagnosisView } from '../../../electron/shared/contract/diagnosis.ts'
import { labelOfAction } from '../../../electron/shared/messages/labels.ts'
import { factOf, type Action } from '../../../electron/shared/model/diagnosis.ts'
import { useAccess } from '../../api/clients.ts'
import { useFindByKsefNumber } from '../../api/invoices.ts'
import { useNavigation } from '../../app/navigation.ts'
import { Button } from '../../components/Button.tsx'
import type { IconName } from '../../components/Icon.tsx'
import { showToast } from '../../components/Toasts.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { useCopy } from '../copyNumber/index.ts'
import { useToastFailure } from '../failure/index.ts'
import { permissionRequestOf } from './permissionRequestOf.ts'

const ICONS = {
  refresh: 'refresh',
  'open-original': 'document',
  'open-accepted': 'document',
  'import-file': 'download',
  'import-invoice': 'download',
  'switch-context': 'user',
  'replace-credential': 'key',
  'copy-request': 'copy',
  'copy-reference': 'copy',
  'show-session': 'send',
  'check-archive': 'shield',
} as const satisfies Record<Action, IconName>

/** The numbers that the next steps want; all null where a diagnosis is about the whole taxpayer. */
export interface DiagnosedNumbers extends Pick<InvoiceDetail, 'sessionId' | 'sessionReference' | 'invoiceReference'> {
  readonly ksefNumber: string | null
}

export interface DiagnosisActionsProps {
  readonly taxpayer: TaxpayerSummary
  readonly numbers: DiagnosedNumbers
  readonly diagnosis: DiagnosisView
  readonly onRefresh: () => void
}

/** The next steps that the window can take itself, as buttons. */
export function DiagnosisActions({ taxpayer, numbers, diagnosis, onRefresh }: DiagnosisActionsProps) {
  const { language, say } = useSpeech()
  const { go } = useNavigation()
  const copy = useCopy()
  const access = useAccess().data?.find(({ taxpayerId }) => taxpayerId === taxpayer.id) ?? null
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
    const { sessionId, sessionReference, invoiceReference, ksefNumber } = numbers
    switch (action) {
      case 'refresh':
        return onRefresh
      case 'open-original':
      case 'open-accepted':
        return originalKsefNumber === null ? undefined : () => openOriginal(originalKsefNumber)
      case 'switch-context':
      case 'replace-credential':
        return () => go({ to: 'dialog', dialog: 'taxpayers' })
      case 'copy-request':
        return () => copied(permissionRequestOf(language, { taxpayer, diagnosis, access }))
      case 'copy-reference':
        // The first invoice of a duplicate is looked for by its own number, or by the one that KSeF named.
        return () => copied([...(diagnosis.cause === 'duplicate' ? [factOf(diagnosis, 'invoiceNumber'), originalKsefNumber] : []), ksefNumber, sessionReference, invoiceReference].filter((text) => text !== null).join('\n'))
      case 'show-session':
        return sessionId === null || sessionReference === null ? undefined : () => go({ to: 'session', session: { id: sessionId, reference: sessionReference } })
      case 'import-file':
      case 'import-invoice':
        return () => go({ to: 'view', view: 'import' })
      case 'check-archive':
        return () => go({ to: 'view', view: 'self-check' })
    }
  }

  const deeds = diagnosis.actions.flatMap((action) => {
    const deed = deedOf(action)
    return deed === undefined ? [] : [{ action, deed }]
  })
  return deeds.map(({ action, deed }) => (
    <Button key={action} icon={ICONS[action]} onPress={deed}>
      {labelOfAction(language, action)}
    </Button>
  ))
}
