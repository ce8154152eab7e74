import type { IdentifyAnswer, IdentifyTarget } from '../../../electron/shared/contract/identify.ts'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { describeIdentified, describeRemarks } from '../../../electron/shared/messages/identify.ts'
import { useNavigation } from '../../app/navigation.ts'
import { Button } from '../../components/Button.tsx'
import { Notice, type NoticeTone } from '../../components/Notice.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { CopyNumber } from '../copyNumber/index.ts'
import { TargetButton } from './TargetButton.tsx'

export interface IdentifyAnswerViewProps {
  readonly answer: IdentifyAnswer
  readonly taxpayer: TaxpayerSummary
  readonly follow: (target: IdentifyTarget) => void
  readonly refresh: () => void
}

/** What the number is, the number as it ought to be written, what else there is to say, and the ways on. */
export function IdentifyAnswerView({ answer, taxpayer, follow, refresh }: IdentifyAnswerViewProps) {
  const { language, say } = useSpeech()
  const { go } = useNavigation()
  const { identified, targets, remarks } = answer
  const { title, text } = describeIdentified(language, identified)
  const says = (name: (typeof remarks)[number]['remark']): boolean => remarks.some(({ remark }) => remark === name)
  const isStale = targets.length === 0 && (says('never-refreshed') || says('not-refreshed-since'))
  return (
    <Notice tone={toneOf(answer)} title={title}>
      {identified.text !== '' && <CopyNumber text={identified.text} />}
      <p>{text}</p>
      {describeRemarks(language, answer).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <div className="identify-ways">
        {targets.map((target, index) => (
          <TargetButton key={`${target.kind}-${String(target.taxpayerId)}-${'id' in target ? String(target.id) : 'documentId' in target ? String(target.documentId) : ''}`} target={target} isFirst={index === 0} isElsewhere={target.taxpayerId !== taxpayer.id} onPress={() => follow(target)} />
        ))}
        {isStale && (
          <Button
            icon="refresh"
            onPress={() => {
              go({ to: 'dialog', dialog: null })
              refresh()
            }}
          >
            {say('refresh.start')}
          </Button>
        )}
        {says('old-ksef') && targets.length === 0 && (
          <Button
            icon="download"
            onPress={() => {
              go({ to: 'dialog', dialog: null })
              go({ to: 'view', view: 'import' })
            }}
          >
            {say('nav.import')}
          </Button>
        )}
        {says('seller-unknown') && (
          <Button icon="add" onPress={() => go({ to: 'dialog', dialog: 'add-taxpayer' })}>
            {say('first.add')}
          </Button>
        )}
      </div>
    </Notice>
  )
}

function toneOf({ identified, targets, remarks }: IdentifyAnswer): NoticeTone {
  if (identified.checksum === 'wrong') return 'warn'
  if (targets.some(({ kind }) => kind === 'file' || kind === 'quarantined')) return 'odd'
  if (targets.length > 0) return 'good'
  return remarks.length > 0 ? 'odd' : 'info'
}
