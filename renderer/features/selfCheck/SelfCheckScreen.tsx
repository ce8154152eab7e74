import { useState } from 'react'
import { ProgressBar } from 'react-aria-components'
import type { JobView } from '../../../electron/shared/contract/jobs.ts'
import type { SelfCheckScope } from '../../../electron/shared/contract/selfChecks.ts'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { labelOfSelfCheckStep } from '../../../electron/shared/messages/selfCheck.ts'
import { useCancelJob, useJobs } from '../../api/jobs.ts'
import { useSelfCheck, useStartSelfCheck } from '../../api/selfChecks.ts'
import { useReady } from '../../app/ready.ts'
import { Blank } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { Notice } from '../../components/Notice.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureBlank, FailureNotice, useToastFailure } from '../failure/index.ts'
import type { RefreshFlow } from '../refresh/index.ts'
import { DamageList } from './DamageList.tsx'
import { EarlierChecks } from './EarlierChecks.tsx'
import { RepairDialog } from './RepairDialog.tsx'
import { SelfCheckResult } from './SelfCheckResult.tsx'
import './SelfCheckScreen.css'

type SelfCheckJob = Extract<JobView, { kind: 'self-check' }>

/** Is everything still as it came: begin a check, its last result, and what to do about damage. */
export function SelfCheckScreen({ taxpayer, refresh }: { readonly taxpayer: TaxpayerSummary; readonly refresh: RefreshFlow }) {
  const { say } = useSpeech()
  const [isAsking, setIsAsking] = useState(false)
  const check = useSelfCheck(taxpayer.id)
  const jobs = useJobs()
  const start = useStartSelfCheck()
  const toastFailure = useToastFailure()
  const job = (jobs.data ?? []).filter((one) => one.kind === 'self-check').findLast(({ taxpayerId }) => taxpayerId === taxpayer.id) ?? null
  const running = job?.result === null ? job : null
  useReady(check.data !== undefined)
  const begin = (scope: SelfCheckScope): void => start.mutate({ taxpayerId: taxpayer.id, scope }, { onError: toastFailure })
  const isBusy = running !== null || start.isPending
  const view = check.data
  const startButton = (
    <Button look="primary" icon="shield" isDisabled={isBusy} onPress={() => begin('incremental')}>
      {say('self-check.start')}
    </Button>
  )
  return (
    <section className="self-check-screen" aria-label={say('nav.self-check')}>
      <header className="screen-header">
        <div className="screen-line">
          <h1 className="screen-title">{say('nav.self-check')}</h1>
          <span className="screen-spring" />
          {view?.last != null && (
            <>
              <Button icon="refresh" isDisabled={isBusy} onPress={() => begin('full')}>
                {say('self-check.start-full')}
              </Button>
              {startButton}
            </>
          )}
        </div>
        <p className="soft">
          {say('self-check.lead')} {view?.last != null && say('self-check.start.hint')}
        </p>
      </header>
      <div className="self-check-body">
        {running !== null && <Running job={running} />}
        {job?.result?.error != null && <FailureNotice report={job.result.error} />}
        {job?.result?.outcome === 'cancelled' && <Notice tone="info" title={say('self-check.was-cancelled')} />}
        {check.error !== null && <FailureBlank error={check.error} onRetry={() => void check.refetch()} />}
        {view?.last === null && running === null && (
          <Blank icon="shield" title={say('self-check.never.title')} actions={startButton}>
            <p>{say('self-check.never.text')}</p>
          </Blank>
        )}
        {view?.last != null && (
          <>
            <SelfCheckResult report={view.last} />
            {view.damage.length > 0 && <DamageList view={view} isFetching={refresh.running !== null} onRepair={() => setIsAsking(true)} />}
            {view.earlier.length > 0 && <EarlierChecks checks={view.earlier} />}
          </>
        )}
      </div>
      {isAsking && view !== undefined && <RepairDialog taxpayerId={taxpayer.id} count={view.repairable} onClose={() => setIsAsking(false)} />}
    </section>
  )
}

function Running({ job }: { readonly job: SelfCheckJob }) {
  const { language, say } = useSpeech()
  const cancel = useCancelJob()
  const toastFailure = useToastFailure()
  const { step, documentsChecked, documentsToCheck } = job.progress
  const label = labelOfSelfCheckStep(language, step)
  const percent = documentsToCheck === null || documentsToCheck === 0 ? null : (100 * documentsChecked) / documentsToCheck
  return (
    <div className="self-check-running">
      <ProgressBar aria-label={label} isIndeterminate={percent === null} value={percent ?? 0} className="progress">
        <span className={percent === null ? 'progress-fill is-endless' : 'progress-fill'} style={percent === null ? {} : { width: `${percent}%` }} />
      </ProgressBar>
      <span role="status">{label}…</span>
      <span className="soft">{say('self-check.running', { count: documentsChecked, total: documentsToCheck ?? -1 })}</span>
      <span className="screen-spring" />
      <Button icon="close" onPress={() => cancel.mutate(job.jobId, { onError: toastFailure })}>
        {say('self-check.cancel')}
      </Button>
    </div>
  )
}
