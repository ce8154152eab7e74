import { useState } from 'react'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { useAssignImport, useChooseImport, useImportResults, useUnlistedInvoices } from '../../api/imports.ts'
import { useCancelJob, useJobs } from '../../api/jobs.ts'
import { useReady } from '../../app/ready.ts'
import { Blank } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { Notice } from '../../components/Notice.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureBlank, FailureNotice, useToastFailure } from '../failure/index.ts'
import { CopyResults } from './CopyResults.tsx'
import { ImportedRow } from './ImportedRow.tsx'
import { OutcomeFilter, outcomesOf, type OutcomeChoice } from './OutcomeFilter.tsx'
import { UnlistedInvoices } from './UnlistedInvoices.tsx'
import { useCompanyOf } from './useCompanyOf.ts'
import './ImportScreen.css'

/** Adding files of other programs: how to begin, and what became of each file of the latest import. */
export function ImportScreen({ taxpayer }: { readonly taxpayer: TaxpayerSummary }) {
  const { say } = useSpeech()
  const [choice, setChoice] = useState<OutcomeChoice>('all')
  const jobs = useJobs()
  const choose = useChooseImport()
  const assign = useAssignImport()
  const cancel = useCancelJob()
  const toastFailure = useToastFailure()
  const job = (jobs.data ?? []).filter((one) => one.kind === 'import').findLast(({ taxpayerId }) => taxpayerId === taxpayer.id) ?? null
  const isRunning = job !== null && job.result === null
  const results = useImportResults(job?.jobId ?? null, outcomesOf(choice), isRunning)
  const unlisted = useUnlistedInvoices(taxpayer.id)
  const companyOf = useCompanyOf(taxpayer.id)
  useReady(jobs.data !== undefined)
  const rows = results.data?.pages.flatMap((page) => page.rows) ?? []
  const begin = (what: 'files' | 'folder'): void => choose.mutate({ taxpayerId: taxpayer.id, what }, { onSuccess: () => setChoice('all'), onError: toastFailure })
  const buttons = (
    <>
      <Button look="primary" icon="document" isDisabled={choose.isPending} onPress={() => begin('files')}>
        {say('import.files')}
      </Button>
      <Button icon="folder" isDisabled={choose.isPending} onPress={() => begin('folder')}>
        {say('import.folder')}
      </Button>
    </>
  )
  return (
    <section className="import-screen" aria-label={say('nav.import')}>
      <header className="screen-header">
        <div className="screen-line">
          <h1 className="screen-title">{say('nav.import')}</h1>
          <span className="screen-spring" />
          {job !== null && buttons}
        </div>
        {job !== null && <OutcomeFilter counts={job.progress.counts} choice={choice} onChange={setChoice} />}
      </header>
      <div className="import-body">
        {job === null ? (
          <Blank icon="download" title={say('import.empty.title')} actions={buttons}>
            <p>{say('import.empty.text')}</p>
            <p>{say('import.empty.safe')}</p>
          </Blank>
        ) : (
          <>
            {job.result?.error != null && <FailureNotice report={job.result.error} />}
            {job.progress.counts['needs-taxpayer'] > 0 && !isRunning && (
              <Notice tone="warn" title={say('import.needs.title', { count: job.progress.counts['needs-taxpayer'] })}>
                <p>{say('import.needs.text')}</p>
                <Button isDisabled={assign.isPending} onPress={() => assign.mutate({ jobId: job.jobId, taxpayerId: taxpayer.id }, { onError: toastFailure })}>
                  {say('import.needs.assign', { name: taxpayer.displayName === '' ? taxpayer.context.identifier.value : taxpayer.displayName })}
                </Button>
              </Notice>
            )}
            {results.error !== null ? (
              <FailureBlank error={results.error} onRetry={() => void results.refetch()} />
            ) : (
              <ul className="import-list">
                {rows.map((file, index) => (
                  <ImportedRow key={index} file={file} taxpayerId={taxpayer.id} company={companyOf(file)} />
                ))}
              </ul>
            )}
            {results.hasNextPage && (
              <div className="sessions-more">
                <Button isDisabled={results.isFetchingNextPage} onPress={() => void results.fetchNextPage()}>
                  {say('import.more')}
                </Button>
              </div>
            )}
          </>
        )}
        {unlisted.data !== undefined && unlisted.data.total > 0 && <UnlistedInvoices total={unlisted.data.total} invoices={unlisted.data.rows} />}
      </div>
      <footer className="invoices-footer">
        <span role="status">{job === null ? '' : say(isRunning ? 'import.running' : job.result?.outcome === 'cancelled' ? 'import.was-cancelled' : 'import.seen', { count: job.progress.done })}</span>
        <span className="screen-spring" />
        {isRunning && (
          <Button icon="close" onPress={() => cancel.mutate(job.jobId, { onError: toastFailure })}>
            {say('import.cancel')}
          </Button>
        )}
        {job !== null && !isRunning && <CopyResults jobId={job.jobId} outcomes={outcomesOf(choice)} companyOf={companyOf} />}
      </footer>
    </section>
  )
}
