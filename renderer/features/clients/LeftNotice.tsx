import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { formatInstantDay } from '../../../electron/shared/messages/formats.ts'
import { useNavigation } from '../../app/navigation.ts'
import { Button } from '../../components/Button.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'

/** Over everything of a company that has left: only read, and where to go on. */
export function LeftNotice({ taxpayer }: { readonly taxpayer: TaxpayerSummary }) {
  const { language, say } = useSpeech()
  const { go } = useNavigation()
  if (taxpayer.leftAt === null) return null
  return (
    <div className="left-banner" role="note">
      <span>{say('clients.left.banner', { day: formatInstantDay(language, taxpayer.leftAt) })}</span>
      <Button look="quiet" onPress={() => go({ to: 'view', view: 'clients' })}>
        {say('clients.left.open')}
      </Button>
    </div>
  )
}
