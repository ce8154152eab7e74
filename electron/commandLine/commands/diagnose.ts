import type { DiagnosisFacts } from '../../archive/outputs.ts'
import { diagnoseAccount } from '../../core/diagnose/diagnoseAccount.ts'
import { explain } from '../../core/diagnose/explain.ts'
import { factsOf } from '../../core/diagnose/factsOf.ts'
import { senderOf } from '../../core/diagnose/senderOf.ts'
import { diagnoseNumber } from '../../core/identify/diagnoseNumber.ts'
import { identify } from '../../core/identify/identify.ts'
import { assertDefined } from '../../shared/assert.ts'
import { TaxpayerId } from '../../shared/contract/common.ts'
import type { IdentifyAnswer, IdentifyTarget } from '../../shared/contract/identify.ts'
import type { InvoiceSummary } from '../../shared/contract/invoices.ts'
import { describeDiagnosis, describeFact, describeSender } from '../../shared/messages/diagnosis.ts'
import { describeIdentified, describeRemarks } from '../../shared/messages/identify.ts'
import { describeState } from '../../shared/messages/labels.ts'
import type { Diagnosis } from '../../shared/model/diagnosis.ts'
import { INVOICE_STATES } from '../../shared/model/invoiceStatus.ts'
import { adviceLines } from '../adviceLines.ts'
import { textOption } from '../command.ts'
import type { CliCommand, Invocation } from '../command.ts'
import { EXIT } from '../exitCodes.ts'
import { withWorkplace, WORKPLACE_OPTIONS } from '../workplace.ts'
import type { Workplace } from '../workplace.ts'

const MOST_FOUND = 20

const TEXTS = {
  pl: { nothing: 'Niczego nie brakuje.', session: 'Wysyłka', taxpayer: 'Firma', file: 'Plik', cut: 'Pokazano najnowsze (resztę pokaże list --text):' },
  en: { nothing: 'Nothing is missing.', session: 'Submission', taxpayer: 'Company', file: 'File', cut: 'The newest are shown (list --text shows the rest):' },
} as const

export const diagnoseCommand: CliCommand = {
  usage: 'diagnose NUMBER [--taxpayer ID|NIP] [--folder PATH]',
  summary: {
    pl: 'Mówi, co to za numer i dokąd prowadzi; przy fakturze: dlaczego brakuje UPO, na czym to się opiera, czyj jest ruch, co zrobić i czego nie robić.',
    en: 'Says what a number is and where it leads; of an invoice: why a UPO is missing, what that rests on, whose move it is, what to do and what not to do.',
  },
  takes: { least: 1, most: Infinity },
  options: WORKPLACE_OPTIONS,
  run: (invocation) =>
    withWorkplace(invocation, async (workplace) => {
      const text = invocation.arguments.join(' ').trim()
      const places = placesOf(workplace)
      const chosen = textOption(invocation, 'taxpayer')
      const [first] = places
      const chosenId = chosen === null && first !== undefined && places.length > 1 ? null : TaxpayerId.parse(workplace.taxpayerOf(chosen).id)
      const answer = await identify({ text, currentId: chosenId ?? assertDefined(first, 'there are several').id, places })
      tellNumber(invocation, answer)
      for (const { id, context, archive } of places) {
        const isMeant = id === chosenId || answer.targets.some(({ taxpayerId }) => taxpayerId === id)
        if (isMeant) tellAccount(invocation, diagnoseAccount(context.identifier, await archive.lastRun(), new Date().toISOString()))
      }
      for (const target of answer.targets) {
        const place = places.find(({ id }) => id === target.taxpayerId)
        if (place === undefined) continue
        const { rows: summaries, total } = await invoicesOf(place.archive, target)
        if (total > summaries.length) invocation.output.note(`${TEXTS[invocation.language].cut} ${summaries.length}/${total}`)
        const known = new Map((await place.archive.diagnosisFacts({ invoiceIds: summaries.map(({ id }) => id) })).map((facts) => [facts.invoiceId, facts]))
        for (const summary of summaries) {
          const archived = known.get(summary.id)
          if (archived !== undefined) tellInvoice(invocation, summary, archived)
        }
      }
      // As for anything else that is not there.
      return answer.targets.length === 0 ? EXIT.usage : EXIT.done
    }),
}

function placesOf({ catalogue, archiveOf }: Workplace) {
  return catalogue.list().map((taxpayer) => ({
    ...{ id: TaxpayerId.parse(taxpayer.id), name: taxpayer.displayName, context: taxpayer.context, lastRefreshAt: taxpayer.lastRefreshAt },
    archive: archiveOf(taxpayer),
  }))
}

/** The newest of them, and how many there are. */
async function invoicesOf(archive: ReturnType<Workplace['archiveOf']>, target: IdentifyTarget): Promise<{ readonly rows: readonly InvoiceSummary[]; readonly total: number }> {
  if (target.kind === 'invoice') return { rows: [target.invoice], total: 1 }
  if (target.kind !== 'list') return { rows: [], total: 0 }
  const filter = { text: target.text, states: INVOICE_STATES, upo: 'any', xml: 'any', from: null, to: null, by: 'issuedOn', sessionId: null } as const
  return archive.searchInvoices({ filter, sort: { field: 'issuedOn', descending: true }, offset: 0, limit: MOST_FOUND })
}

/** What the number is, why it leads nowhere or is no invoice's; said first. */
function tellNumber({ output, language }: Invocation, answer: IdentifyAnswer): void {
  const { identified, targets } = answer
  const diagnosis = diagnoseNumber(answer)
  const { title, text } = describeIdentified(language, identified)
  const remarks = describeRemarks(language, answer)
  const told = diagnosis === null ? null : describeDiagnosis(language, diagnosis)
  output.json({ identified, what: title, targets, remarks: answer.remarks, diagnosis, why: told?.sentence ?? null, nextStep: told?.nextStep ?? null, avoid: told?.avoid ?? null })
  output.line([title, identified.text].filter((part) => part !== '').join(': '))
  for (const sentence of [text, ...remarks]) output.line(`  ${sentence}`)
  if (told !== null && diagnosis !== null) for (const line of adviceLines(language, diagnosis, told)) output.line(line)
  for (const target of targets) {
    if (target.kind === 'session') output.line(`  ${TEXTS[language].session}: ${target.reference}  (show ${target.reference})`)
    if (target.kind === 'file') output.line(`  ${TEXTS[language].file}: ${[target.fileName, target.invoiceNumber].filter((part) => part !== null).join('  ')}`)
    if (target.kind === 'taxpayer') output.line(`  ${TEXTS[language].taxpayer}: ${target.taxpayerName}`)
  }
  output.line('')
}

/** What stops every refresh of the company is the nearer reason for whatever is missing. */
function tellAccount({ output, language }: Invocation, account: Diagnosis | null): void {
  if (account === null) return
  const { sentence, nextStep, avoid } = describeDiagnosis(language, account)
  output.json({ account, why: sentence, nextStep, avoid })
  output.line(`! ${sentence}`)
  for (const line of adviceLines(language, account, { nextStep, avoid })) output.line(line)
  output.line('')
}

function tellInvoice({ output, language }: Invocation, summary: InvoiceSummary, archived: DiagnosisFacts): void {
  const now = new Date().toISOString()
  const explanation = explain(language, archived, now)
  const sender = senderOf(factsOf(archived, now))
  output.json({ summary, ...explanation, diagnosis: explanation?.diagnosis ?? null, sender, handled: archived.handled })
  output.line(`${summary.invoiceNumber ?? '–'}  ${summary.ksefNumber ?? '–'}  ${describeState(language, summary)}`)
  if (explanation === null) output.line(`  ${TEXTS[language].nothing}`)
  else {
    output.line(`  ${explanation.why}`)
    for (const line of adviceLines(language, explanation.diagnosis, explanation)) output.line(line)
  }
  if (sender !== null) {
    const { who, knownFrom } = describeSender(language, sender)
    output.line(`    ${describeFact(language, { field: 'sender', value: sender.role }).name}: ${[who, sender.name, sender.identifier].filter((part) => part !== null).join(', ')} (${knownFrom})`)
  }
  output.line('')
}
