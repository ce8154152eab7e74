import type { TaxpayerId } from '../../../electron/shared/contract/common.ts'
import { useStateCounts } from '../../api/invoices.ts'
import { useNavigation } from '../../app/navigation.ts'
import { Blank } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'

/** An empty list says which of the two it is: an empty folder, or a filter that finds nothing. */
export function NothingFound({ taxpayerId }: { readonly taxpayerId: TaxpayerId }) {
  const { say } = useSpeech()
  const { go } = useNavigation()
  const counts = useStateCounts(taxpayerId)
  if (counts.data === undefined) return null
  const isEmptyFolder = Object.values(counts.data).every((count) => count === 0)
  if (isEmptyFolder) {
    return (
      <Blank icon="box" title={say('invoices.empty.title')}>
        {say('invoices.empty.text')}
      </Blank>
    )
  }
  return (
    <Blank icon="search" title={say('invoices.none-found.title')} actions={<Button onPress={() => go({ to: 'all-invoices' })}>{say('invoices.clear-filters')}</Button>}>
      {say('invoices.none-found.text')}
    </Blank>
  )
}
