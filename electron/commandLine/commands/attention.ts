import { createAttentionIndex } from '../../core/attention/attentionIndex.ts'
import type { Archive } from '../../core/archiveOperations.ts'
import { systemClock } from '../../platform/clock.ts'
import { ATTENTION_LISTS } from '../../shared/contract/attention.ts'
import type { Language } from '../../shared/contract/program.ts'
import type { SessionSummary } from '../../shared/contract/sessions.ts'
import { describeDiagnosis } from '../../shared/messages/diagnosis.ts'
import { formatDay, formatInstantDay } from '../../shared/messages/formats.ts'
import { describeSessionStatus } from '../../shared/messages/sessionStatus.ts'
import { failuresToldSince } from '../../shared/model/sessionFailures.ts'
import { factOf, type Diagnosis } from '../../shared/model/diagnosis.ts'
import { chosenOption, NO_ARGUMENTS, textOption } from '../command.ts'
import type { CliCommand, Invocation } from '../command.ts'
import { EXIT } from '../exitCodes.ts'
import { withWorkplace, WORKPLACE_OPTIONS } from '../workplace.ts'

const PAGE = 200

const TEXTS = {
  pl: { nothing: 'Nic nie wymaga uwagi.', unknown: 'Jeszcze niczego nie sprawdzono: odśwież tę firmę (sync) albo dołóż pliki (import).', noDate: 'bez terminu', unknownDate: 'termin nieznany, wysłana' },
  en: { nothing: 'Nothing needs attention.', unknown: 'Nothing has been checked yet: refresh this company (sync) or add files (import).', noDate: 'no deadline', unknownDate: 'deadline unknown, sent' },
} as const

export const attention: CliCommand = {
  usage: `attention [--list ${ATTENTION_LISTS.join('|')}] [--taxpayer ID|NIP] [--folder PATH]`,
  summary: {
    pl: 'Pokazuje, co wymaga uwagi: od najbliższego terminu, z przyczyną, następnym krokiem i ostrzeżeniem; bez sieci.',
    en: 'Shows what needs attention: nearest deadline first, with cause, next step and warning; no network.',
  },
  takes: NO_ARGUMENTS,
  options: { ...WORKPLACE_OPTIONS, list: { type: 'string' } },
  run: (invocation) =>
    withWorkplace(invocation, async ({ taxpayerOf, archiveOf }) => {
      const { output, language } = invocation
      const taxpayer = taxpayerOf(textOption(invocation, 'taxpayer'))
      const list = chosenOption(invocation, 'list', ATTENTION_LISTS, 'todo')
      const archive = archiveOf(taxpayer)
      const index = createAttentionIndex({ archive, context: taxpayer.context.identifier, clock: systemClock, isBusy: () => false })
      const { account } = await index.summary()
      if (account !== null) {
        const { sentence, nextStep, avoid } = describeDiagnosis(language, account)
        output.json({ account, why: sentence, nextStep, avoid })
        output.line(`! ${[sentence, nextStep, avoid].filter((text) => text !== null).join(' ')}`)
      }
      const isEmpty = taxpayer.lastRefreshAt === null && (await archive.archiveFigures()).invoices === 0
      // No invoice on the list tells of these.
      const failed = list === 'todo' ? await failedSessions(archive) : []
      for (const session of failed) tellFailedSession(invocation, session)
      for (let offset = 0; ; offset += PAGE) {
        const { total, rows } = await index.page({ list, byCause: false, offset, limit: PAGE })
        if (total === 0 && failed.length === 0) output.line(TEXTS[language][isEmpty ? 'unknown' : 'nothing'])
        for (const row of rows) {
          if (row.kind === 'group') continue
          const { summary, diagnosis, invoiceReference } = row
          const { label, sentence, nextStep, avoid, notIssued } = describeDiagnosis(language, diagnosis)
          output.json({ ...row, why: sentence, nextStep, avoid })
          output.line(`${dayOf(language, diagnosis)}  ${summary.invoiceNumber ?? summary.ksefNumber ?? invoiceReference ?? '–'}  ${label}`)
          const details = factOf(diagnosis, 'statusDetails')
          output.line(`    ${[sentence, notIssued, nextStep, avoid].filter((text) => text !== null).join(' ')}`)
          if (details !== null) output.line(`    KSeF: ${details}`)
        }
        if (offset + PAGE >= total) return EXIT.done
      }
    }),
}

async function failedSessions(archive: Archive): Promise<readonly SessionSummary[]> {
  const createdSince = failuresToldSince(systemClock.now())
  const failed: SessionSummary[] = []
  for (;;) {
    const { total, rows } = await archive.listSessions({ text: '', which: 'failed-open', createdSince, offset: failed.length, limit: PAGE })
    failed.push(...rows)
    if (rows.length === 0 || failed.length >= total) return failed
  }
}

function tellFailedSession({ output, language }: Invocation, session: SessionSummary): void {
  const { label, sentence, nextStep } = describeSessionStatus(language, session)
  output.json({ session, why: sentence, nextStep })
  output.line(`${session.createdAt === null ? '–' : formatInstantDay(language, session.createdAt)}  ${session.referenceNumber}  ${label}`)
  output.line(`    ${sentence} ${nextStep}`)
}

function dayOf(language: Language, { matterBy, undatedSince }: Pick<Diagnosis, 'matterBy' | 'undatedSince'>): string {
  if (matterBy !== null) return formatDay(language, matterBy)
  return undatedSince === null ? TEXTS[language].noDate : `${TEXTS[language].unknownDate} ${formatDay(language, undatedSince)}`
}
