import { useState } from 'react'
import { ProgressBar, ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import type { JobView } from '../../../electron/shared/contract/jobs.ts'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { useAccess, useStartLook, useStartRefreshAll } from '../../api/clients.ts'
import { useCancelJob, useJobs } from '../../api/jobs.ts'
import { useNavigation } from '../../app/navigation.ts'
import { useReady } from '../../app/ready.ts'
import { Blank } from '../../components/Blank.tsx'
import { Button, IconButton } from '../../components/Button.tsx'
import { SearchBox } from '../../components/SearchBox.tsx'
import '../../components/Segments.css'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureNotice, reportOf, useToastFailure } from '../failure/index.ts'
import { CLIENT_FILTERS, fits, rowsOf, type ClientFilter } from './clientRows.ts'
import { ClientTable } from './ClientTable.tsx'
import { LeftClients } from './LeftClients.tsx'
import { RefreshAllDialog } from './RefreshAllDialog.tsx'
import './ClientsScreen.css'

/** Every company at a glance: what may be read of each and why not, how its refresh went, and who has left. */
export function ClientsScreen({ taxpayers }: { readonly taxpayers: readonly TaxpayerSummary[] }) {
  const { say } = useSpeech()
  const { go } = useNavigation()
  const access = useAccess()
  const jobs = useJobs()
  const startLook = useStartLook()
  const startRefreshAll = useStartRefreshAll()
  const toastFailure = useToastFailure()
  const [typed, setTyped] = useState('')
  const [filter, setFilter] = useState<ClientFilter>('all')
  const [isAsking, setIsAsking] = useState(false)
  useReady(access.data !== undefined || access.error !== null)

  const all = jobs.data ?? []
  const refreshJob = all.filter((job) => job.kind === 'refresh-all').at(-1) ?? null
  const lookJob = all.filter((job) => job.kind === 'access').at(-1) ?? null
  const rows = rowsOf(taxpayers, access.data ?? [], refreshJob?.progress.rows ?? [], typed)
  const found = rows.filter((row) => fits(row, filter))
  const left = taxpayers.filter(({ leftAt }) => leftAt !== null)
  const own = taxpayers.filter(({ leftAt, isDemo }) => leftAt === null && !isDemo)
  const unlooked = (access.data ?? []).filter(({ now, failure }) => now === null || failure !== null).map(({ taxpayerId }) => taxpayerId)

  const look = (): void => startLook.mutate(null, { onError: toastFailure })
  const lookAtRest = (): void => startLook.mutate(unlooked, { onError: toastFailure })
  const refreshAll = (): void => {
    if (own.some(({ lastRefreshAt, credentialKept }) => lastRefreshAt === null && credentialKept !== 'none')) setIsAsking(true)
    else startRefreshAll.mutate(null, { onError: toastFailure })
  }
  const addClients = (
    <Button icon="checkStack" onPress={() => go({ to: 'dialog', dialog: 'add-clients' })}>
      {say('clients.add')}
    </Button>
  )
  return (
    <section className="clients-screen" aria-label={say('nav.clients')}>
      <header className="screen-header">
        <div className="screen-line">
          <h1 className="screen-title">{say('nav.clients')}</h1>
          <span className="screen-spring" />
          {addClients}
          <Button icon="key" isDisabled={own.length === 0 || lookJob?.result === null} onPress={look}>
            {say('clients.look')}
          </Button>
          <Button look="primary" icon="refresh" isDisabled={own.length === 0 || refreshJob?.result === null} onPress={refreshAll}>
            {say('clients.refresh-all')}
          </Button>
        </div>
        <div className="screen-line">
          <ToggleButtonGroup aria-label={say('clients.filter')} className="segments" disallowEmptySelection selectedKeys={[filter]} onSelectionChange={(keys) => setFilter(CLIENT_FILTERS.find((one) => keys.has(one)) ?? 'all')}>
            {CLIENT_FILTERS.map((one) => (
              <ToggleButton key={one} id={one} className="segment">
                {say(`clients.filter.${one}`)} <span className="clients-count">{rows.filter((row) => fits(row, one)).length}</span>
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
          <SearchBox label={say('taxpayers.search')} placeholder={say('taxpayers.search')} clearLabel={say('search.clear')} value={typed} onChange={setTyped} />
          <span className="screen-spring" />
          {unlooked.length > 0 && lookJob?.result !== null && (
            <Button look="quiet" icon="question" onPress={lookAtRest}>
              {say('clients.look-rest', { count: unlooked.length })}
            </Button>
          )}
        </div>
        <Running job={lookJob} />
        <Running job={refreshJob} />
      </header>
      <div className="clients-body">
        {access.error !== null && <FailureNotice report={reportOf(access.error)} />}
        {own.length === 0 ? (
          <Blank icon="user" title={say('clients.empty.title')} actions={addClients}>
            <p>{say('clients.empty.text')}</p>
          </Blank>
        ) : found.length === 0 ? (
          <Blank icon="search" title={say('clients.none-found')} />
        ) : (
          <ClientTable rows={found} jobs={all} />
        )}
        {left.length > 0 && <LeftClients taxpayers={left} />}
      </div>
      {isAsking && <RefreshAllDialog onDone={() => setIsAsking(false)} />}
    </section>
  )
}

/** How far a look or a refresh of all is, with a way to stop it; nothing while none runs. */
function Running({ job }: { readonly job: Extract<JobView, { kind: 'access' | 'refresh-all' }> | null }) {
  const { say } = useSpeech()
  const cancel = useCancelJob()
  const toastFailure = useToastFailure()
  if (job?.result !== null) return null
  const { done, total } = job.kind === 'access' ? job.progress : { done: job.progress.rows.filter(({ state }) => state !== 'waiting' && state !== 'running').length, total: job.progress.rows.length }
  const text = say(`clients.${job.kind}.running`, { done, total })
  return (
    <div className="screen-line">
      <ProgressBar aria-label={text} value={total === 0 ? 0 : (100 * done) / total} className="progress">
        <span className="progress-fill" style={{ width: `${total === 0 ? 0 : (100 * done) / total}%` }} />
      </ProgressBar>
      <span role="status">{text}</span>
      <IconButton icon="close" size={14} label={say('clients.stop')} onPress={() => cancel.mutate(job.jobId, { onError: toastFailure })} />
    </div>
  )
}
