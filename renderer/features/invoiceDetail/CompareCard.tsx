import type { InvoiceId } from '../../../electron/shared/contract/common.ts'
import type { DuplicateComparison } from '../../../electron/shared/contract/duplicates.ts'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { describeComparison } from '../../../electron/shared/messages/comparison.ts'
import { labelOfAction } from '../../../electron/shared/messages/labels.ts'
import { composePermissionRequest } from '../../../electron/shared/messages/permissionRequest.ts'
import { useDuplicateComparison } from '../../api/invoices.ts'
import { useNavigation } from '../../app/navigation.ts'
import { Button } from '../../components/Button.tsx'
import { Notice, type NoticeTone } from '../../components/Notice.tsx'
import { showToast } from '../../components/Toasts.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { useCopy } from '../copyNumber/index.ts'
import { FailureBlank } from '../failure/index.ts'
import { Card } from './Card.tsx'
import { ComparisonTable } from './ComparisonTable.tsx'
import { useSaveWithToast } from './useSaveWithToast.tsx'

const TONES = { 'same-file': 'good', 'same-invoice': 'good', 'another-invoice': 'bad', 'cannot-tell': 'odd' } as const satisfies Record<DuplicateComparison['duplicateCase'], NoticeTone>

/** A duplicate and the first invoice side by side: which of the three cases it is, what that rests on, and what is missing where it does not show. */
export function CompareCard({ taxpayer, id }: { readonly taxpayer: TaxpayerSummary; readonly id: InvoiceId }) {
  const { language, say } = useSpeech()
  const comparison = useDuplicateComparison(taxpayer.id, id)
  if (comparison.data === null) return null
  return (
    <Card title={say('compare.title')}>
      {comparison.error !== null ? (
        <FailureBlank error={comparison.error} onRetry={() => void comparison.refetch()} />
      ) : comparison.data === undefined ? (
        <span className="skeleton pane-skeleton" aria-hidden="true" />
      ) : (
        <Compared taxpayer={taxpayer} comparison={comparison.data} text={describeComparison(language, comparison.data)} />
      )}
    </Card>
  )
}

interface ComparedProps {
  readonly taxpayer: TaxpayerSummary
  readonly comparison: DuplicateComparison
  readonly text: ReturnType<typeof describeComparison>
}

function Compared({ taxpayer, comparison, text }: ComparedProps) {
  const { say } = useSpeech()
  return (
    <>
      <Notice tone={TONES[comparison.duplicateCase]} title={text.title}>
        <p>{text.reason}</p>
        {text.missing.length > 0 && (
          <ul className="compare-missing">
            {text.missing.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
      </Notice>
      <ComparisonTable comparison={comparison} />
      <CompareActions taxpayer={taxpayer} original={comparison.original} />
      {comparison.more.lines + comparison.more.others > 0 && <p className="soft">{say('compare.more', { count: comparison.more.lines + comparison.more.others })}</p>}
    </>
  )
}

function CompareActions({ taxpayer, original }: { readonly taxpayer: TaxpayerSummary; readonly original: DuplicateComparison['original'] }) {
  const { language, say } = useSpeech()
  const { go } = useNavigation()
  const copy = useCopy()
  const { id, upoDocumentId, reach } = original
  const copyRequest = (): void => {
    copy(composePermissionRequest(language, { companyName: taxpayer.displayName, identifier: taxpayer.context.identifier, presentPermissions: [], missing: ['Introspection'], way: taxpayer.credentialKind ?? 'certificate', holder: null }))
    showToast({ tone: 'good', title: say('copied') })
  }
  if (id === null && reach !== 'refused') return null
  return (
    <div className="screen-line">
      {id !== null && (
        <Button icon="document" onPress={() => go({ to: 'invoice', id })}>
          {labelOfAction(language, 'open-original')}
        </Button>
      )}
      {id !== null && upoDocumentId !== null && <SaveUpo taxpayer={taxpayer} id={id} documentId={upoDocumentId} />}
      {reach === 'refused' && (
        <Button icon="copy" onPress={copyRequest}>
          {labelOfAction(language, 'copy-request')}
        </Button>
      )}
    </div>
  )
}

function SaveUpo({ taxpayer, id, documentId }: { readonly taxpayer: TaxpayerSummary; readonly id: InvoiceId; readonly documentId: number }) {
  const { say } = useSpeech()
  const save = useSaveWithToast(taxpayer.id, id)
  return (
    <Button icon="download" onPress={() => save(documentId)}>
      {say('compare.save-upo')}
    </Button>
  )
}
