import { useEffect, useRef } from 'react'
import { useArchiveEvents } from '../api/useArchiveEvents.ts'
import { useProgramInfo, useSettings } from '../api/program.ts'
import { useTaxpayers } from '../api/taxpayers.ts'
import { Button } from '../components/Button.tsx'
import { Toasts } from '../components/Toasts.tsx'
import { LanguageProvider, useSpeech } from '../i18n/LanguageProvider.tsx'
import { FailureBlank } from '../features/failure/index.ts'
import { ArchiveProblem, SettingsScreen } from '../features/settings/index.ts'
import { FirstScreen, useDemoFromStart } from '../features/firstScreen/index.ts'
import { AddClientsDialog } from '../features/clients/index.ts'
import { AddTaxpayerDialog } from '../features/taxpayers/index.ts'
import { useNavigation } from './navigation.ts'
import { useLateAnswerToast } from './useLateAnswerToast.ts'
import { useFirstCommands } from './useCommands.ts'
import { Workplace } from './Workplace.tsx'
import './Shell.css'

/** Everything under the providers: waits for the first answers, then shows the first screen or the workplace. */
export function Shell() {
  useArchiveEvents()
  const info = useProgramInfo()
  const settings = useSettings()
  useTheme(settings.data?.theme ?? 'system')
  const chosen = settings.data?.language ?? 'system'
  const language = chosen === 'system' ? info.data?.language : chosen
  const problem = info.error ?? settings.error
  if (problem !== null) {
    return (
      <LanguageProvider language={language ?? 'pl'}>
        <FailureBlank error={problem} />
      </LanguageProvider>
    )
  }
  if (language === undefined) return null
  return (
    <LanguageProvider language={language}>
      <Start />
    </LanguageProvider>
  )
}

function Start() {
  const { say } = useSpeech()
  const archiveProblem = useProgramInfo().data?.archiveProblem ?? null
  const { place, go } = useNavigation()
  const taxpayers = useTaxpayers()
  useDemoFromStart()
  useLateAnswerToast()
  const list = taxpayers.data
  const current = list?.find(({ id }) => id === place.taxpayerId) ?? list?.find(({ leftAt }) => leftAt === null) ?? list?.[0]
  const currentId = current?.id ?? null

  useEffect(() => {
    if (list !== undefined && currentId !== place.taxpayerId) go({ to: 'taxpayer', taxpayerId: currentId })
  }, [list, currentId, place.taxpayerId, go])

  useEffect(
    () =>
      window.api.listen('notice.opened', ({ taxpayerId }) => {
        go({ to: 'taxpayer', taxpayerId })
        go({ to: 'view', view: 'attention' })
      }),
    [go],
  )

  useEffect(() => {
    document.documentElement.dataset.demo = String(current?.isDemo === true)
  }, [current?.isDemo])

  return (
    <>
      {taxpayers.error !== null && <FailureBlank error={taxpayers.error} />}
      {archiveProblem !== null && current === undefined ? (
        <ArchiveProblem problem={archiveProblem} />
      ) : (
        list !== undefined && (current === undefined ? <Entrance /> : <Workplace key={current.id} taxpayer={current} taxpayers={list} />)
      )}
      {place.dialog === 'add-taxpayer' && <AddTaxpayerDialog />}
      {place.dialog === 'add-clients' && <AddClientsDialog taxpayers={list ?? []} />}
      <Toasts label={say('toasts.region')} closeLabel={say('close')} />
    </>
  )
}

/** The window before the first company. */
function Entrance() {
  const { say } = useSpeech()
  const { place, go } = useNavigation()
  const settings = useRef<HTMLElement>(null)
  const showsSettings = place.view === 'settings'
  useFirstCommands()
  // What led there is gone, and the focus with it.
  useEffect(() => settings.current?.focus(), [showsSettings])
  if (!showsSettings) return <FirstScreen />
  return (
    <main ref={settings} tabIndex={-1} className="entrance-settings">
      <Button icon="chevronLeft" onPress={() => go({ to: 'view', view: 'invoices' })}>
        {say('first.back')}
      </Button>
      <SettingsScreen taxpayer={null} />
    </main>
  )
}

function useTheme(theme: 'system' | 'light' | 'dark'): void {
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
  }, [theme])
}
