import { labelOfElement } from '../../documents/invoice/outline/faFields.ts'
import { InvoiceId } from '../../shared/contract/common.ts'
import type { DuplicateComparison } from '../../shared/contract/duplicates.ts'
import type { Language } from '../../shared/contract/program.ts'
import type { ContentLine } from '../../shared/model/invoiceContent.ts'
import type { Archive } from '../archiveOperations.ts'

/** More than this is counted, not shown: whoever needs all of it reads both files. */
const MOST_SHOWN = 50

/** A duplicate beside the first invoice, for people; null when it is no duplicate. Different lines come before equal ones. */
export async function compareWithOriginal(archive: Archive, id: InvoiceId, language: Language): Promise<DuplicateComparison | null> {
  const compared = await archive.compareDuplicate({ invoiceId: id })
  if (compared === null) return null
  const { duplicateCase, reason, missing, fields, formCode, original } = compared
  const lines = [...compared.lines.filter(({ verdict }) => verdict === 'differs'), ...compared.lines.filter(({ verdict }) => verdict === 'same')]
  const currency = fields.find(({ field }) => field === 'currency')
  return {
    duplicateCase,
    reason,
    missing,
    original: {
      id: original.invoiceId === null ? null : InvoiceId.parse(original.invoiceId),
      ksefNumber: original.ksefNumber,
      upoDocumentId: original.upoDocumentId,
      reach: original.reach,
    },
    fields,
    currency: currency?.verdict === 'differs' ? null : (currency?.mine ?? currency?.original ?? null),
    lines: lines.slice(0, MOST_SHOWN).map(({ mine, original: first, verdict }) => ({ mine: toView(mine), original: toView(first), verdict })),
    others: compared.others.slice(0, MOST_SHOWN).map(({ name, mine, original: first }) => ({ label: labelOfElement(formCode, name, language), mine, original: first })),
    more: { lines: Math.max(0, lines.length - MOST_SHOWN), others: Math.max(0, compared.others.length - MOST_SHOWN) },
  }
}

function toView(line: ContentLine | null): Omit<ContentLine, 'whole'> | null {
  if (line === null) return null
  const { name, quantity, unit, price, value, rate } = line
  return { name, quantity, unit, price, value, rate }
}
