import { useState } from 'react'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { formatInstantDay } from '../../../electron/shared/messages/formats.ts'
import { useHandOverClient } from '../../api/clients.ts'
import { useComeBack } from '../../api/taxpayers.ts'
import { useNavigation } from '../../app/navigation.ts'
import { Button } from '../../components/Button.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { useToastFailure } from '../failure/index.ts'
import { EnvironmentChip } from '../taxpayers/index.ts'
import { DeleteClientDialog } from './DeleteClientDialog.tsx'

/** Companies for which the work has ended: only read, until they are handed over and deleted. */
export function LeftClients({ taxpayers }: { readonly taxpayers: readonly TaxpayerSummary[] }) {
  const { say } = useSpeech()
  return (
    <section className="left-clients" aria-labelledby="left-clients">
      <h2 id="left-clients">{say('clients.left')}</h2>
      <p className="soft">{say('clients.left.text')}</p>
      <ul className="left-list">
        {taxpayers.map((taxpayer) => (
          <LeftClient key={taxpayer.id} taxpayer={taxpayer} />
        ))}
      </ul>
    </section>
  )
}

function LeftClient({ taxpayer }: { readonly taxpayer: TaxpayerSummary }) {
  const { language, say } = useSpeech()
  const { go } = useNavigation()
  const handOver = useHandOverClient()
  const comeBack = useComeBack()
  const toastFailure = useToastFailure()
  const [isAsked, setIsAsked] = useState(false)
  return (
    <li className="left-client">
      <div className="left-name">
        <strong>{taxpayer.displayName}</strong>
        <span className="soft clients-number">
          {taxpayer.context.identifier.value} <EnvironmentChip taxpayer={taxpayer} isQuiet />
          {taxpayer.leftAt !== null && say('clients.left.since', { day: formatInstantDay(language, taxpayer.leftAt) })}
        </span>
      </div>
      <div className="screen-line">
        <Button onPress={() => go({ to: 'taxpayer', taxpayerId: taxpayer.id })}>{say('clients.show')}</Button>
        <Button icon="box" isDisabled={handOver.isPending} onPress={() => handOver.mutate(taxpayer.id, { onError: toastFailure })}>
          {say('clients.hand-over')}
        </Button>
        <Button onPress={() => comeBack.mutate(taxpayer.id, { onError: toastFailure })}>{say('clients.come-back')}</Button>
        <Button look="danger" onPress={() => setIsAsked(true)}>
          {say('clients.delete')}
        </Button>
      </div>
      {isAsked && <DeleteClientDialog taxpayer={taxpayer} onDone={() => setIsAsked(false)} />}
    </li>
  )
}
