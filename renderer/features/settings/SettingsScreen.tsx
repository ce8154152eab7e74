import type { ReactNode } from 'react'
import { SwitchButton, SwitchField } from 'react-aria-components'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { useChangeSettings, useChooseArchiveFolder, useProgramInfo, useSettings } from '../../api/program.ts'
import { useReady } from '../../app/ready.ts'
import { Button } from '../../components/Button.tsx'
import { Choice } from '../../components/Choice.tsx'
import { Notice } from '../../components/Notice.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureNotice, reportOf } from '../failure/index.ts'
import { KeepReceived } from './KeepReceived.tsx'
import { NetworkSettings } from './NetworkSettings.tsx'
import { ScheduleSettings } from './ScheduleSettings.tsx'
import { TrustedCertificates } from './TrustedCertificates.tsx'
import './SettingsScreen.css'

/** Without a taxpayer, before the first one, there is nothing that is set for one. */
export function SettingsScreen({ taxpayer }: { readonly taxpayer: TaxpayerSummary | null }) {
  const { say } = useSpeech()
  const info = useProgramInfo()
  const settings = useSettings()
  const { mutate: change, error } = useChangeSettings()
  const chooseFolder = useChooseArchiveFolder()
  const isReady = info.data !== undefined && settings.data !== undefined
  useReady(isReady)
  if (!isReady) return null
  return (
    <section className="settings-screen" aria-label={say('nav.settings')}>
      <h1 className="screen-title">{say('nav.settings')}</h1>
      <Group title={say('settings.look')}>
        <Choice
          label={say('settings.language')}
          value={settings.data.language}
          onChange={(language) => change({ language })}
          options={[
            { value: 'system', text: say('settings.as-system') },
            { value: 'pl', text: 'Polski' },
            { value: 'en', text: 'English' },
          ]}
        />
        <Choice
          label={say('settings.theme')}
          value={settings.data.theme}
          onChange={(theme) => change({ theme })}
          options={[
            { value: 'system', text: say('settings.as-system') },
            { value: 'light', text: say('settings.theme.light') },
            { value: 'dark', text: say('settings.theme.dark') },
          ]}
        />
      </Group>
      <Group title={say('settings.fetching')}>
        <SwitchField isSelected={settings.data.fetchInvoiceXml} onChange={(fetchInvoiceXml) => change({ fetchInvoiceXml })}>
          <SwitchButton className="switch">
            <span className="switch-track" />
            <span>
              {say('settings.fetch-xml')}
              <span className="menu-detail">{say('settings.fetch-xml.hint')}</span>
            </span>
          </SwitchButton>
        </SwitchField>
        {taxpayer !== null && <KeepReceived taxpayer={taxpayer} />}
      </Group>
      <Group title={say('schedule.title')}>
        <ScheduleSettings settings={settings.data} change={change} />
      </Group>
      <Group title={say('network.title')}>
        <NetworkSettings />
      </Group>
      <Group title={say('settings.folder')}>
        <p className="mono settings-path">{info.data.archiveFolder}</p>
        <div className="screen-line">
          <Button icon="folder" isDisabled={chooseFolder.isPending} onPress={() => chooseFolder.mutate()}>
            {say('settings.folder.change')}
          </Button>
        </div>
        <p className="soft">{say('settings.folder.hint')}</p>
        {chooseFolder.error !== null && <FailureNotice report={reportOf(chooseFolder.error)} />}
        <Notice tone="warn" title={say('settings.not-encrypted')}>
          <p>{say('settings.not-encrypted.text')}</p>
        </Notice>
      </Group>
      <Group title={say('settings.secrets')}>
        <Notice tone={info.data.keyStoreAvailable ? 'good' : 'warn'}>{say(info.data.keyStoreAvailable ? 'settings.secrets.kept' : 'settings.secrets.memory')}</Notice>
      </Group>
      <Group title={say('trust.title')}>
        <TrustedCertificates />
      </Group>
      {error !== null && <FailureNotice report={reportOf(error)} />}
      <p className="soft settings-version">{say('settings.version', { version: info.data.version, electron: info.data.electronVersion })}</p>
    </section>
  )
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="settings-group">
      <h2>{title}</h2>
      {children}
    </div>
  )
}
