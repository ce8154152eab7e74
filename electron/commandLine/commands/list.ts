import { explainMissingUpo } from '../../core/diagnose/explain.ts'
import type { InvoiceSummary } from '../../shared/contract/invoices.ts'
import { describeState } from '../../shared/messages/labels.ts'
import { NO_ARGUMENTS, textOption } from '../command.ts'
import type { CliCommand } from '../command.ts'
import { EXIT } from '../exitCodes.ts'
import { FILTER_OPTIONS, FILTER_USAGE, filterOf } from '../invoiceFilter.ts'
import { withWorkplace, WORKPLACE_OPTIONS } from '../workplace.ts'

const PAGE = 500

export const list: CliCommand = {
  usage: `list [--taxpayer ID|NIP] ${FILTER_USAGE} [--folder PATH]`,
  summary: { pl: 'Pokazuje faktury z archiwum, z przyczyną braku UPO; bez sieci.', en: 'Shows invoices of the archive, with the cause of a missing UPO; no network.' },
  takes: NO_ARGUMENTS,
  options: { ...WORKPLACE_OPTIONS, ...FILTER_OPTIONS },
  run: (invocation) =>
    withWorkplace(invocation, async ({ taxpayerOf, archiveOf }) => {
      const { output, language } = invocation
      const filter = filterOf(invocation)
      const archive = archiveOf(taxpayerOf(textOption(invocation, 'taxpayer')))
      const now = new Date().toISOString()
      for (let offset = 0; ; offset += PAGE) {
        const { rows } = await archive.searchInvoices({ filter, sort: { field: 'issuedOn', descending: true }, offset, limit: PAGE })
        const facts = await archive.diagnosisFacts({ invoiceIds: rows.map(({ id }) => id) })
        const reasons = new Map(facts.map((fact) => [fact.invoiceId, explainMissingUpo(language, fact, now)]))
        for (const row of rows) {
          const reason = reasons.get(row.id) ?? null
          output.json({ ...row, missing: reason === null ? null : { ...reason.diagnosis, why: reason.why, nextStep: reason.nextStep } })
          output.line([row.issuedOn ?? '–', row.invoiceNumber ?? '–', row.ksefNumber ?? '–', nameOf(row), describeState(language, row), reason?.why ?? ''].join('  '))
        }
        if (rows.length < PAGE) return EXIT.done
      }
    }),
}

function nameOf({ buyerName, buyerIdentifier }: InvoiceSummary): string {
  return buyerName ?? buyerIdentifier ?? '–'
}
