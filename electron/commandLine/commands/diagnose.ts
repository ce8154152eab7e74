import { explain } from '../../core/diagnose/explain.ts'
import { factsOf } from '../../core/diagnose/factsOf.ts'
import { senderOf } from '../../core/diagnose/senderOf.ts'
import { AppError } from '../../shared/errors.ts'
import { describeFact, describeSender } from '../../shared/messages/diagnosis.ts'
import { labelOfAction, labelOfMove, labelOfState } from '../../shared/messages/labels.ts'
import { textOption } from '../command.ts'
import type { CliCommand } from '../command.ts'
import { EXIT } from '../exitCodes.ts'
import { usageError } from '../usageError.ts'
import { withWorkplace, WORKPLACE_OPTIONS } from '../workplace.ts'

const MOST_FOUND = 20

const TEXTS = {
  pl: { nothing: 'Niczego nie brakuje.', by: 'do' },
  en: { nothing: 'Nothing is missing.', by: 'by' },
} as const

export const diagnoseCommand: CliCommand = {
  usage: 'diagnose NUMBER [--taxpayer ID|NIP] [--folder PATH]',
  summary: {
    pl: 'Mówi, dlaczego brakuje UPO, na czym to ustalenie się opiera, czyj jest ruch, co zrobić i czego nie robić.',
    en: 'Says why a UPO is missing, what that rests on, whose move it is, what to do and what not to do.',
  },
  options: WORKPLACE_OPTIONS,
  run: (invocation) =>
    withWorkplace(invocation, async ({ taxpayerOf, archiveOf }) => {
      const { output, language } = invocation
      const text = invocation.arguments.join(' ').trim()
      if (text === '') throw usageError('diagnose NUMBER')
      const archive = archiveOf(taxpayerOf(textOption(invocation, 'taxpayer')))
      const filter = { text, states: [], upo: 'any', xml: 'any', from: null, to: null, by: 'issuedOn', sessionId: null } as const
      const { rows } = await archive.searchInvoices({ filter, sort: { field: 'issuedOn', descending: true }, offset: 0, limit: MOST_FOUND })
      if (rows.length === 0) throw new AppError('not-found', { details: { what: 'invoice' } })
      const now = new Date().toISOString()
      const known = new Map((await archive.diagnosisFacts({ invoiceIds: rows.map(({ id }) => id) })).map((facts) => [facts.invoiceId, facts]))
      for (const summary of rows) {
        const archived = known.get(summary.id)
        if (archived === undefined) continue
        const explanation = explain(language, archived, now)
        const sender = senderOf(factsOf(archived, now))
        output.json({ summary, ...explanation, diagnosis: explanation?.diagnosis ?? null, sender, handled: archived.handled })
        output.line(`${summary.invoiceNumber ?? '–'}  ${summary.ksefNumber ?? '–'}  ${labelOfState(language, summary.state)}`)
        if (explanation === null) output.line(`  ${TEXTS[language].nothing}`)
        else {
          const { diagnosis, why, nextStep, avoid } = explanation
          output.line(`  ${why}`)
          output.line(`  → ${nextStep}`)
          if (avoid !== null) output.line(`  ✗ ${avoid}`)
          output.line(`  ${labelOfMove(language, diagnosis.move)}${diagnosis.matterBy === null ? '' : ` (${TEXTS[language].by} ${diagnosis.matterBy})`} · ${diagnosis.actions.map((action) => labelOfAction(language, action)).join(' · ')}`)
          for (const fact of diagnosis.facts) {
            const { name, value } = describeFact(language, fact)
            output.line(`    ${name}: ${value}`)
          }
        }
        if (sender !== null) {
          const { who, knownFrom } = describeSender(language, sender)
          output.line(`    ${describeFact(language, { field: 'sender', value: sender.role }).name}: ${[who, sender.name, sender.identifier].filter((part) => part !== null).join(', ')} (${knownFrom})`)
        }
        output.line('')
      }
      return EXIT.done
    }),
}
