import type { IdentifyTarget } from '../../../electron/shared/contract/identify.ts'
import { Button } from '../../components/Button.tsx'
import type { IconName } from '../../components/Icon.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import type { Say } from '../../i18n/LanguageProvider.tsx'

const ICONS = { invoice: 'document', session: 'send', file: 'download', quarantined: 'shield', list: 'filter', taxpayer: 'user' } as const satisfies Record<IdentifyTarget['kind'], IconName>

export interface TargetButtonProps {
  readonly target: IdentifyTarget
  /** The first is where Enter goes. */
  readonly isFirst: boolean
  readonly isElsewhere: boolean
  readonly onPress: () => void
}

/** The way to an invoice, a session, an imported file, what was set aside, a list or a company. */
export function TargetButton({ target, isFirst, isElsewhere, onPress }: TargetButtonProps) {
  const { say } = useSpeech()
  const text = textOf(target, say)
  return (
    <Button look={isFirst ? 'primary' : 'plain'} icon={ICONS[target.kind]} onPress={onPress}>
      {isElsewhere && target.kind !== 'taxpayer' ? say('identify.at', { what: text, name: target.taxpayerName }) : text}
    </Button>
  )
}

function textOf(target: IdentifyTarget, say: Say): string {
  switch (target.kind) {
    case 'invoice':
      return say('identify.open-invoice', { number: target.invoice.invoiceNumber ?? target.invoice.ksefNumber })
    case 'session':
      return say('identify.open-session')
    case 'file':
      return say('identify.open-file', { name: target.fileName })
    case 'quarantined':
      return say('identify.open-quarantined')
    case 'list':
      return say('identify.open-list', { count: target.count })
    case 'taxpayer':
      return say('identify.open-taxpayer', { name: target.taxpayerName })
  }
}
