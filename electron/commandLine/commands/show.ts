import { isImportRoute } from '../../archive/importRoute.ts'
import { explainMissingUpo } from '../../core/diagnose/explain.ts'
import { sessionDetail } from '../../core/sessions/sessionDetail.ts'
import type { Language } from '../../shared/contract/program.ts'
import type { RelatedDocument } from '../../shared/contract/relatedDocuments.ts'
import { AppError } from '../../shared/errors.ts'
import { describeCheck, describeDamagedDocument, describeImport, describeQuarantine, labelOfDocumentKind, labelOfVerdict } from '../../shared/messages/evidence.ts'
import { describeState } from '../../shared/messages/labels.ts'
import { describeCutRelations, describeRelation } from '../../shared/messages/relations.ts'
import { INVOICE_STATES } from '../../shared/model/invoiceStatus.ts'
import { textOption } from '../command.ts'
import type { CliCommand } from '../command.ts'
import { EXIT } from '../exitCodes.ts'
import { sessionLines } from '../showSession.ts'
import { withWorkplace, WORKPLACE_OPTIONS } from '../workplace.ts'

/** As in the window: checked and right, wrong, not checked, to be looked at. */
const MARKS = { confirmed: '✓', failed: '✗', 'not-checked': '–', warning: '!' } as const

const MOST_FOUND = 200

/** A file without an invoice, another company's number, a mistyped one: that is asked of `diagnose`. */
const ASK_ELSEWHERE = {
  pl: 'Takiej faktury ani wysyłki tu nie ma. Co to za numer i czy jest pod nim plik, powie diagnose.',
  en: 'There is no such invoice or submission here. What the number is, and whether a file bears it, diagnose tells.',
} as const satisfies Record<Language, string>

/** Spaces and capitals are a matter of copying. */
function isSame(one: string, other: string): boolean {
  const plain = (text: string): string => text.replaceAll(/\s/g, '').toUpperCase()
  return plain(one) === plain(other)
}

function relatedLines(language: Language, document: RelatedDocument): readonly (readonly [label: string, value: string])[] {
  const { relation, found, submission, warning, absence } = describeRelation(language, document)
  const { invoiceNumber, ksefNumber, issuedOn } = document
  return [['↔', [relation, invoiceNumber, ksefNumber, issuedOn, found, submission].filter((part) => part !== null).join('  ')], ...[warning, absence].filter((remark) => remark !== null).map((remark) => ['', `! ${remark}`] as const)]
}

export const show: CliCommand = {
  usage: 'show NUMBER [--taxpayer ID|NIP] [--folder PATH]',
  summary: {
    pl: 'Pokazuje fakturę o podanym numerze KSeF, numerze własnym lub numerze referencyjnym, z dokumentami i historią; albo wysyłkę (sesję) z pokryciem UPO.',
    en: 'Shows the invoice with this KSeF number, own number or reference number, with documents and history; or a session with its coverage by UPO.',
  },
  takes: { least: 1, most: Infinity },
  options: WORKPLACE_OPTIONS,
  run: (invocation) =>
    withWorkplace(invocation, async ({ catalogue, taxpayerOf, archiveOf }) => {
      const { output, language } = invocation
      const number = invocation.arguments.join(' ')
      const archive = archiveOf(taxpayerOf(textOption(invocation, 'taxpayer')))
      const sessionId = await archive.findSession({ referenceNumber: number.trim().toUpperCase() })
      if (sessionId !== null) {
        const session = await sessionDetail(archive, sessionId)
        output.json(session)
        for (const line of sessionLines(language, session)) output.line(line)
        return EXIT.done
      }
      const filter = { text: number, states: INVOICE_STATES, upo: 'any', xml: 'any', from: null, to: null, by: 'issuedOn', sessionId: null } as const
      const { rows } = await archive.searchInvoices({ filter, sort: { field: 'issuedOn', descending: true }, offset: 0, limit: MOST_FOUND })
      const trusted = catalogue.trust.list().map(({ der }) => der)
      let shown = 0
      for (const { id } of rows) {
        const detail = await archive.shownInvoice({ id, trusted })
        if (detail === null || ![detail.summary.invoiceNumber, detail.summary.ksefNumber, detail.invoiceReference].some((one) => one !== null && isSame(one, number))) continue
        shown += 1
        const [facts] = await archive.diagnosisFacts({ invoiceIds: [id] })
        const missing = facts === undefined ? null : explainMissingUpo(language, facts, new Date().toISOString())
        output.json({ ...detail, missing })
        const { summary, dates, documents, related, relatedIsCut } = detail
        for (const [label, value] of [
          ['P_2', summary.invoiceNumber],
          ['KSeF', summary.ksefNumber],
          ['', describeState(language, summary)],
          ['P_1', dates.issuedOn],
          ['DataPrzeslaniaDokumentu', dates.sentAt?.written],
          ['invoicingDate', dates.invoicingDate?.written],
          ['acquisitionDate', dates.acquisitionDate?.written],
          ['permanentStorageDate', dates.permanentStorageDate?.written],
          ['SHA-256 (Base64)', detail.invoiceHash],
          ...related.flatMap((document) => relatedLines(language, document)),
          ['', relatedIsCut ? describeCutRelations(language) : null],
          ...documents.flatMap(({ kind, standing, quarantineReason, sha256, route, fetchedAt, damagedAt, checks }) => [
            [labelOfDocumentKind(language, kind), standing === 'kept' ? sha256 : `✗ ${describeQuarantine(language, quarantineReason ?? 'unknown')}  ${sha256}`] as const,
            ['', damagedAt === null ? null : `✗ ${describeDamagedDocument(language, damagedAt)}`] as const,
            ['', isImportRoute(route) ? `! ${describeImport(language, fetchedAt)}` : null] as const,
            ...checks.map(({ check, verdict }) => ['', `${MARKS[verdict]} ${describeCheck(language, check)} – ${labelOfVerdict(language, verdict)}`] as const),
          ]),
          ['!', missing?.why],
          ['→', missing?.nextStep],
        ] as const) {
          if (value !== null && value !== undefined) output.line(`${label.padEnd(24)} ${value}`)
        }
        output.line('')
      }
      if (shown === 0) {
        output.note(ASK_ELSEWHERE[language])
        throw new AppError('not-found', { details: { what: 'invoice' } })
      }
      return EXIT.done
    }),
}
