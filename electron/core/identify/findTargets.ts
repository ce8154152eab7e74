import type { LookUpWay } from '../../archive/queries/lookUp.ts'
import type { IdentifyRemark, IdentifyTarget } from '../../shared/contract/identify.ts'
import type { InvoiceFilter } from '../../shared/contract/invoices.ts'
import type { Identified, IdentifiedKind } from '../../shared/model/identified.ts'
import { repairKsefNumber } from '../../shared/model/repairKsefNumber.ts'
import { INVOICE_STATES } from '../../shared/model/invoiceStatus.ts'
import type { IdentifyPlace } from './identify.ts'
import { remark } from './remark.ts'

export interface Wanted {
  readonly identified: Identified
  /** The paste as tidied, for it may be an own number in spite of its shape. */
  readonly written: string
}

export interface FoundTargets {
  /** What it turned out to be: an own number where the archive has one that looks like something else. */
  readonly identified: Identified
  readonly targets: readonly IdentifyTarget[]
  /** What to know of them before going there. */
  readonly remarks: readonly IdentifyRemark[]
}

type Found = Omit<FoundTargets, 'identified'>

const WAYS: Readonly<Partial<Record<IdentifiedKind, LookUpWay>>> = {
  'ksef-number': 'ksefNumber',
  'old-ksef-number': 'ksefNumber',
  session: 'session',
  'invoice-reference': 'invoiceReference',
  'upo-reference': 'sessionUpoPage',
  hash: 'invoiceHash',
  'verification-link': 'invoiceHash',
  'certificate-link': 'invoiceHash',
  'own-number': 'invoiceNumber',
}

/** So little shape that an own number may look the same. */
const MAY_BE_OWN_NUMBER: ReadonlySet<IdentifiedKind> = new Set(['nip', 'certificate-serial', 'payment-identifier', 'other-reference'])

const MOST_REPAIRED = 3

const EVERYTHING: InvoiceFilter = { text: '', states: INVOICE_STATES, upo: 'any', xml: 'any', from: null, to: null, by: 'issuedOn', sessionId: null }

/** What one company's archive holds under a number: the thing itself, else the list of what has it among its words. */
export async function findTargets(place: IdentifyPlace, { identified, written }: Wanted): Promise<FoundTargets> {
  const way = WAYS[identified.kind]
  if (way !== undefined) {
    const found = await lookUp(place, way, way === 'invoiceHash' ? (identified.hash ?? '') : identified.text)
    if (found.targets.length > 0) return { identified, ...found }
  }
  if (MAY_BE_OWN_NUMBER.has(identified.kind)) {
    const found = await lookUp(place, 'invoiceNumber', written)
    if (found.targets.length > 0) return { identified: asOwnNumber(identified, written), ...found }
  }
  if (identified.kind === 'ksef-number' && identified.checksum === 'wrong') {
    const repaired: IdentifyTarget[] = []
    for (const number of repairKsefNumber(identified.text)) repaired.push(...(await lookUp(place, 'ksefNumber', number)).targets)
    return { identified, targets: repaired.slice(0, MOST_REPAIRED), remarks: repaired.length > 0 ? [remark('mistyped', null)] : [] }
  }
  return { identified, remarks: [], targets: identified.kind === 'nip' || identified.kind === 'own-number' ? await list(place, identified.text) : [] }
}

/** A session that no list shows leads to the invoices of the UPO that names it, an invoice that nothing here names to its file, else to what was set apart. */
async function lookUp(place: IdentifyPlace, by: LookUpWay, value: string): Promise<Found> {
  const whose = { taxpayerId: place.id, taxpayerName: place.name }
  const { invoices, session, files, quarantined } = await place.archive.lookUp({ by, value })
  if (session !== null) return { targets: [{ kind: 'session', ...whose, id: session.id, reference: session.referenceNumber }], remarks: [] }
  if (invoices.length > 0) return { targets: invoices.map((invoice) => ({ kind: 'invoice', ...whose, id: invoice.id, invoice })), remarks: by === 'session' ? [remark('session-of-upo', place)] : [] }
  if (files.length > 0) return { targets: files.map((file) => ({ kind: 'file', ...whose, ...file })), remarks: [remark('file-alone', place)] }
  return { targets: quarantined.map((document) => ({ kind: 'quarantined', ...whose, ...document })), remarks: quarantined.length > 0 ? [remark('quarantined-alone', place)] : [] }
}

async function list({ archive, id, name }: IdentifyPlace, text: string): Promise<readonly IdentifyTarget[]> {
  // A text without a letter or digit would find everything.
  if (!/[\p{L}\p{N}]/u.test(text)) return []
  const filter = { ...EVERYTHING, text: text.slice(0, 200) }
  const { total } = await archive.searchInvoices({ filter, sort: { field: 'acquiredAt', descending: true }, offset: 0, limit: 1 })
  return total === 0 ? [] : [{ kind: 'list', taxpayerId: id, taxpayerName: name, text: filter.text, count: total }]
}

function asOwnNumber(identified: Identified, text: string): Identified {
  return { ...identified, kind: 'own-number', text, nip: null, serial: null, checksum: 'not-checked', expected: null }
}
