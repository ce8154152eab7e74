import type { TaxpayerId } from '../../../electron/shared/contract/common.ts'
import type { ImportedFile } from '../../../electron/shared/contract/imports.ts'
import { aboutImported, explainImported, labelOfImportOutcome } from '../../../electron/shared/messages/imports.ts'
import type { ImportOutcome } from '../../../electron/shared/model/importedFile.ts'
import { useNavigation } from '../../app/navigation.ts'
import { Button } from '../../components/Button.tsx'
import { Icon, type IconName } from '../../components/Icon.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'

const LOOKS = {
  stored: { icon: 'checkCircle', tone: 'good' },
  'already-here': { icon: 'check', tone: 'calm' },
  unlisted: { icon: 'question', tone: 'warn' },
  'number-used': { icon: 'alert', tone: 'warn' },
  quarantined: { icon: 'shield', tone: 'bad' },
  'needs-taxpayer': { icon: 'question', tone: 'warn' },
  refused: { icon: 'crossCircle', tone: 'bad' },
  skipped: { icon: 'info', tone: 'calm' },
} as const satisfies Record<ImportOutcome, { readonly icon: IconName; readonly tone: string }>

export interface ImportedRowProps {
  readonly file: ImportedFile
  readonly taxpayerId: TaxpayerId
  /** The company whose folder it went to, where it is another than the one in view. */
  readonly company: string | null
}

export function ImportedRow({ file, taxpayerId, company }: ImportedRowProps) {
  const { language, say } = useSpeech()
  const { go } = useNavigation()
  const { icon, tone } = LOOKS[file.outcome]
  const why = explainImported(language, file)
  const about = aboutImported(language, file, company)
  const { invoiceId } = file
  return (
    <li className="import-row">
      <span className={`import-outcome tone-${tone}`}>
        <Icon name={icon} />
        {labelOfImportOutcome(language, file.outcome)}
      </span>
      <span className="import-what">
        <span className="import-name">{file.name}</span>
        {about.length > 0 && <span className="soft">{about.join(' · ')}</span>}
        {why !== null && <span className="import-why">{why}</span>}
      </span>
      {invoiceId !== null && file.taxpayerId === taxpayerId && (
        <Button look="quiet" icon="document" aria-label={say('import.show-named', { name: file.invoiceNumber ?? file.name })} onPress={() => go({ to: 'invoice', id: invoiceId })}>
          {say('import.show')}
        </Button>
      )}
    </li>
  )
}
