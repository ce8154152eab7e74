import type { LookUp } from '../../archive/queries/lookUp.ts'
import type { IdentifyAnswer, IdentifyTarget } from '../../shared/contract/identify.ts'
import type { InvoiceFilter } from '../../shared/contract/invoices.ts'
import { repairKsefNumber } from '../../shared/model/repairKsefNumber.ts'
import { INVOICE_STATES } from '../../shared/model/invoiceStatus.ts'
import type { IdentifyPlace } from './identify.ts'
import type { Paste } from './readPaste.ts'
import { remark } from './remark.ts'

type Found = Omit<IdentifyAnswer, 'identified'>

const MOST_REPAIRED = 3

const EVERYTHING: InvoiceFilter = { text: '', states: INVOICE_STATES, upo: 'any', xml: 'any', from: null, to: null, by: 'issuedOn', sessionId: null }

/** What one company's archive holds under a number: the thing itself, else the list of what has it among its words. */
export async function findTargets(place: IdentifyPlace, { understood, readings }: Paste): Promise<IdentifyAnswer | null> {
  for (const { identified, remarks, wanted } of readings) {
    const found = await lookUp(place, wanted)
    if (found.targets.length > 0) return { identified, targets: found.targets, remarks: [...remarks, ...found.remarks] }
  }
  const { identified, remarks } = understood
  if (identified.kind === 'ksef-number' && identified.checksum === 'wrong') {
    const repaired: IdentifyTarget[] = []
    for (const number of repairKsefNumber(identified.text)) repaired.push(...(await lookUp(place, { by: 'ksefNumber', value: number })).targets)
    return repaired.length === 0 ? null : { identified, targets: repaired.slice(0, MOST_REPAIRED), remarks: [...remarks, remark('mistyped', null)] }
  }
  const targets = identified.kind === 'nip' || identified.kind === 'own-number' ? await list(place, identified.text) : []
  return targets.length === 0 ? null : { identified, targets, remarks }
}

/** What was set apart in one company's archive and names the number. */
export async function findSetApart(place: IdentifyPlace, { readings }: Paste): Promise<IdentifyAnswer | null> {
  for (const { identified, remarks, wanted } of readings) {
    const documents = await place.archive.lookUpSetApart(wanted)
    if (documents.length === 0) continue
    const targets = documents.map((document) => ({ kind: 'quarantined', ...whose(place), ...document }) as const)
    return { identified, targets, remarks: [...remarks, remark('quarantined-alone', place)] }
  }
  return null
}

/** A session that no list shows leads to the invoices of the UPO that names it, an invoice that nothing here names to its file. */
async function lookUp(place: IdentifyPlace, wanted: LookUp): Promise<Found> {
  const { invoices, session, files } = await place.archive.lookUp(wanted)
  if (session !== null) return { targets: [{ kind: 'session', ...whose(place), id: session.id, reference: session.referenceNumber }], remarks: [] }
  if (invoices.length > 0) {
    return { targets: invoices.map((invoice) => ({ kind: 'invoice', ...whose(place), id: invoice.id, invoice })), remarks: wanted.by === 'session' ? [remark('session-of-upo', place)] : [] }
  }
  return { targets: files.map((file) => ({ kind: 'file', ...whose(place), ...file })), remarks: files.length > 0 ? [remark('file-alone', place)] : [] }
}

async function list(place: IdentifyPlace, text: string): Promise<readonly IdentifyTarget[]> {
  // A text without a letter or digit would find everything.
  if (!/[\p{L}\p{N}]/u.test(text)) return []
  const filter = { ...EVERYTHING, text: text.slice(0, 200) }
  const { total } = await place.archive.searchInvoices({ filter, sort: { field: 'acquiredAt', descending: true }, offset: 0, limit: 1 })
  return total === 0 ? [] : [{ kind: 'list', ...whose(place), text: filter.text, count: total }]
}

function whose({ id, name }: IdentifyPlace) {
  return { taxpayerId: id, taxpayerName: name }
}
