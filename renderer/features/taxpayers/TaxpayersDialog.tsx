import { useState } from 'react'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { formatInstantDay } from '../../../electron/shared/messages/formats.ts'
import { useTestTaxpayer } from '../../api/taxpayers.ts'
import { useNavigation } from '../../app/navigation.ts'
import { AppDialog } from '../../components/AppDialog.tsx'
import { Button } from '../../components/Button.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureNotice, reportOf } from '../failure/index.ts'
import { ConnectionResult } from './ConnectionResult.tsx'
import { CredentialEndLine } from './CredentialEndLine.tsx'
import { EnvironmentChip } from './EnvironmentChip.tsx'
import { LeaveDialog } from './LeaveDialog.tsx'
import { ReplaceCredentialDialog } from './ReplaceCredentialDialog.tsx'
import './TaxpayersDialog.css'

export interface TaxpayersDialogProps {
  readonly taxpayers: readonly TaxpayerSummary[]
  readonly current: TaxpayerSummary
}

/** All taxpayers: look, test, give a new credential, take off the list. */
export function TaxpayersDialog({ taxpayers, current }: TaxpayersDialogProps) {
  const { say } = useSpeech()
  const { go } = useNavigation()
  const close = (): void => go({ to: 'dialog', dialog: null })
  const working = taxpayers.filter(({ leftAt }) => leftAt === null)
  return (
    <AppDialog
      title={say('taxpayers.title')}
      size="medium"
      closeLabel={say('close')}
      onClose={close}
      footer={
        <Button icon="add" onPress={() => go({ to: 'dialog', dialog: 'add-taxpayer' })}>
          {say('taxpayers.add')}
        </Button>
      }
    >
      <ul className="taxpayers">
        {working.map((taxpayer) => (
          <Taxpayer key={taxpayer.id} taxpayer={taxpayer} isCurrent={taxpayer.id === current.id} />
        ))}
      </ul>
    </AppDialog>
  )
}

function Taxpayer({ taxpayer, isCurrent }: { readonly taxpayer: TaxpayerSummary; readonly isCurrent: boolean }) {
  const { say, language } = useSpeech()
  const { go } = useNavigation()
  const test = useTestTaxpayer()
  const [asked, setAsked] = useState<'replace' | 'leave' | null>(null)
  const done = (): void => setAsked(null)
  const credential =
    taxpayer.credentialKind === null || taxpayer.credentialKept === 'none'
      ? say('taxpayers.no-credential')
      : [
          say(`taxpayers.by-${taxpayer.credentialKind}`),
          taxpayer.certificateValidUntil === null ? null : say('taxpayers.valid-until', { until: formatInstantDay(language, taxpayer.certificateValidUntil) }),
          taxpayer.credentialKept === 'memory' ? say('taxpayers.in-memory') : null,
        ]
          .filter((part) => part !== null)
          .join(' · ')
  return (
    <li className="taxpayer">
      <div className="taxpayer-head">
        <strong>{taxpayer.displayName}</strong>
        {isCurrent && <span className="soft">{say('taxpayers.shown')}</span>}
      </div>
      <p>
        {taxpayer.context.identifier.value} <EnvironmentChip taxpayer={taxpayer} />
      </p>
      <p className="soft">{credential}</p>
      {taxpayer.credentialKind === 'token' && !taxpayer.isDemo && <p className="soft">{say('credential.token.end')}</p>}
      <CredentialEndLine taxpayer={taxpayer} />
      <div className="screen-line">
        {!isCurrent && (
          <Button
            onPress={() => {
              go({ to: 'taxpayer', taxpayerId: taxpayer.id })
              go({ to: 'dialog', dialog: null })
            }}
          >
            {say('taxpayers.show')}
          </Button>
        )}
        <Button icon="link" isDisabled={test.isPending} onPress={() => test.mutate(taxpayer.id)}>
          {say(test.isPending ? 'connection.testing' : 'connection.test')}
        </Button>
        {!taxpayer.isDemo && (
          <Button icon="key" onPress={() => setAsked('replace')}>
            {say('taxpayers.replace')}
          </Button>
        )}
        <Button look="danger" onPress={() => setAsked('leave')}>
          {say(taxpayer.isDemo ? 'taxpayers.leave.demo-button' : 'taxpayers.leave')}
        </Button>
      </div>
      {test.data !== undefined && <ConnectionResult report={test.data} />}
      {test.error !== null && <FailureNotice report={reportOf(test.error)} />}
      {asked === 'replace' && <ReplaceCredentialDialog taxpayer={taxpayer} onDone={done} />}
      {asked === 'leave' && <LeaveDialog taxpayer={taxpayer} onDone={done} />}
    </li>
  )
}
