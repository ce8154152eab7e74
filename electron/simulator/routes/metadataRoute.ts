import { startOfWarsawDay } from '../../shared/model/warsawDay.ts'
import { jsonAnswer, type Answer } from '../http/answer.ts'
import { invalidInput, isObject, jsonBodyOf, objectOf, textOf, wholeNumberOf, type JsonObject, type SignedInCall } from '../http/call.ts'
import { Refused } from '../http/problemDetails.ts'
import type { ProtectedRoute } from '../http/route.ts'
import type { Kernel } from '../kernel.ts'
import { toKsefTime, warsawDayAt } from '../time.ts'
import type { DateType, SubjectRole } from '../world/acceptedInvoices.ts'
import type { Party } from '../world/facts.ts'
import type { InvoiceRecord } from '../world/records.ts'
import type { Found } from '../world/world.ts'
import { isHidden } from './sessionRoutes.ts'

const ROLES: readonly SubjectRole[] = ['Subject1', 'Subject2', 'Subject3', 'SubjectAuthorized']
const DATE_TYPES: readonly DateType[] = ['Issue', 'Invoicing', 'PermanentStorage']
const FORM_CODES = {
  'FA (3)': { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' },
  'FA (2)': { systemCode: 'FA (2)', schemaVersion: '1-0E', value: 'FA' },
  'FA_RR (1)': { systemCode: 'FA_RR (1)', schemaVersion: '1-1E', value: 'FA_RR' },
} as const

/** Records one set of filters can reach (open-api.json, isTruncated). */
const MOST_RECORDS = 10_000
/** Below this age the repository is complete (open-api.json, permanentStorageHwmDate). */
const HIGH_WATER_LAG_MS = 30_000

function buyerJson(party: Party): object {
  const { kind, value } = party.identifier
  return { identifier: { type: kind, ...(kind === 'None' ? {} : { value }) }, name: party.name }
}

/** Metadata of one invoice (open-api.json, InvoiceMetadata). */
function metadataJson(invoice: InvoiceRecord): object {
  const { face, acquiredAt, storedAt } = invoice
  if (face === null || acquiredAt === null || storedAt === null) throw new Error('only accepted invoices have metadata')
  return {
    ksefNumber: invoice.ksefNumber,
    invoiceNumber: face.number,
    issueDate: face.issuedOn,
    invoicingDate: toKsefTime(invoice.invoicingAt),
    acquisitionDate: toKsefTime(acquiredAt),
    permanentStorageDate: toKsefTime(storedAt),
    seller: { nip: face.seller.identifier.value, name: face.seller.name },
    buyer: buyerJson(face.buyer),
    netAmount: face.netMinor / 100,
    grossAmount: face.grossMinor / 100,
    vatAmount: face.vatInPlnMinor / 100,
    currency: face.currency,
    invoicingMode: invoice.mode,
    invoiceType: face.type,
    formCode: FORM_CODES[face.form],
    isSelfInvoicing: face.isSelfInvoiced,
    hasAttachment: face.hasAttachment,
    invoiceHash: invoice.hash(),
    ...(invoice.hashOfCorrected === null ? {} : { hashOfCorrectedInvoice: invoice.hashOfCorrected }),
  }
}

/** A time of the date range; without an offset it is Warsaw time (open-api.json, dateRange). */
function rangeInstant(text: string, name: string): number {
  const hasOffset = /(?:Z|[+-]\d{2}:\d{2})$/.test(text)
  const value = hasOffset ? Date.parse(text) : Date.parse(`${text.length === 10 ? `${text}T00:00:00` : text}Z`)
  if (Number.isNaN(value)) throw invalidInput(`Pole 'dateRange.${name}' nie jest datą.`)
  if (hasOffset) return value
  const midnight = Date.parse(`${text.slice(0, 10)}T00:00:00Z`)
  return value - (midnight - Date.parse(startOfWarsawDay(text.slice(0, 10))))
}

interface Question {
  readonly role: SubjectRole
  readonly dateType: DateType
  readonly from: number
  readonly to: number
  readonly highWater: number
}

function questionOf(body: JsonObject, now: number): Question {
  const range = objectOf(body, 'dateRange')
  const role = ROLES.find((known) => known === body.subjectType)
  const dateType = DATE_TYPES.find((known) => known === range.dateType)
  if (role === undefined || dateType === undefined) throw invalidInput("Pole 'subjectType' albo 'dateRange.dateType' ma nieznaną wartość.")
  const from = rangeInstant(textOf(range, 'from'), 'from')
  const wantedTo = typeof range.to === 'string' ? rangeInstant(range.to, 'to') : now
  const limit = new Date(from)
  limit.setUTCMonth(limit.getUTCMonth() + 3)
  // Three months in UTC or in Warsaw: the later of the two ends counts.
  if (wantedTo > limit.getTime() + 2 * 3_600_000 || wantedTo < from) throw invalidInput('Zakres dat nie może przekraczać 3 miesięcy.')
  const highWater = Math.min(wantedTo, now - HIGH_WATER_LAG_MS)
  if (dateType !== 'PermanentStorage' || range.restrictToPermanentStorageHwmDate !== true) return { role, dateType, from, to: wantedTo, highWater }
  if (from > now - HIGH_WATER_LAG_MS) {
    throw new Refused({
      status: 400,
      code: 21183,
      description: 'Zakres filtrowania wykracza poza dostępny zakres danych.',
      details: ['Parametr dateRange.from jest późniejszy niż PermanentStorageHwmDate przy włączonym restrictToPermanentStorageHwmDate.'],
    })
  }
  return { role, dateType, from, to: highWater, highWater }
}

/** The remaining filters; null where there are none, so that nothing needs to be looked at. */
function filterOf(body: JsonObject): ((invoice: InvoiceRecord) => boolean) | null {
  const tests: ((invoice: InvoiceRecord) => boolean)[] = []
  const exact = (name: string, valueOf: (invoice: InvoiceRecord) => unknown): void => {
    const wanted = body[name]
    if (wanted !== undefined && wanted !== null) tests.push((invoice) => valueOf(invoice) === wanted)
  }
  const oneOf = (name: string, valueOf: (invoice: InvoiceRecord) => unknown): void => {
    const wanted = body[name]
    if (Array.isArray(wanted) && wanted.length > 0) tests.push((invoice) => wanted.includes(valueOf(invoice)))
  }
  exact('ksefNumber', ({ ksefNumber }) => ksefNumber)
  exact('invoiceNumber', ({ face }) => face?.number)
  exact('sellerNip', ({ face }) => face?.seller.identifier.value)
  exact('invoicingMode', ({ mode }) => mode)
  exact('isSelfInvoicing', ({ face }) => face?.isSelfInvoiced)
  exact('hasAttachment', ({ face }) => face?.hasAttachment)
  exact('formType', ({ face }) => (face === null ? undefined : FORM_CODES[face.form].value))
  oneOf('currencyCodes', ({ face }) => face?.currency)
  oneOf('invoiceTypes', ({ face }) => face?.type)
  const { buyerIdentifier, amount } = body
  if (isObject(buyerIdentifier)) {
    tests.push(({ face }) => {
      const identifier = face?.buyer.identifier
      if (identifier?.kind !== buyerIdentifier.type) return false
      return typeof buyerIdentifier.value !== 'string' || identifier?.value === buyerIdentifier.value
    })
  }
  if (isObject(amount)) {
    const least = typeof amount.from === 'number' ? amount.from * 100 : -Infinity
    const most = typeof amount.to === 'number' ? amount.to * 100 : Infinity
    const field = amount.type === 'Netto' ? 'netMinor' : amount.type === 'Vat' ? 'vatInPlnMinor' : 'grossMinor'
    tests.push(({ face }) => face !== null && face[field] >= least && face[field] <= most)
  }
  return tests.length === 0 ? null : (invoice) => tests.every((test) => test(invoice))
}

function query(call: SignedInCall, kernel: Kernel): Answer {
  const now = kernel.clock.now()
  const pageSize = wholeNumberOf(call, 'pageSize', { least: 10, most: 250, usual: 10 })
  const pageOffset = wholeNumberOf(call, 'pageOffset', { least: 0, most: 1_000_000, usual: 0 })
  const body = jsonBodyOf(call)
  const { role, dateType, from, to, highWater } = questionOf(body, now)
  const isWanted = filterOf(body)
  // Issue dates are days: the Warsaw day of each bound counts as a whole.
  const [first, last] = dateType === 'Issue' ? [Date.parse(`${warsawDayAt(from)}T00:00:00Z`), Date.parse(`${warsawDayAt(to)}T00:00:00Z`)] : [from, to]
  let matching = kernel.accepted.between(call.principal.contextNip, role, dateType, first, last)
  if (call.query.get('sortOrder') === 'Desc') matching = matching.toReversed()
  if (isWanted !== null) {
    matching = matching.filter((find) => {
      const found = find()
      return found !== null && isWanted(found.invoice)
    })
  }
  const reachable = matching.slice(0, MOST_RECORDS)
  const end = (pageOffset + 1) * pageSize
  const page = reachable
    .slice(pageOffset * pageSize, end)
    .map((find) => find())
    .filter((found): found is Found => found !== null && (found.invoice.storedAt ?? Infinity) <= now && !isHidden(kernel, found.invoice))
  return jsonAnswer(200, {
    hasMore: end < matching.length,
    isTruncated: matching.length > MOST_RECORDS && end >= MOST_RECORDS,
    permanentStorageHwmDate: dateType === 'PermanentStorage' ? toKsefTime(highWater) : null,
    invoices: page.map(({ invoice }) => metadataJson(invoice)),
  })
}

export const METADATA_ROUTE: ProtectedRoute = {
  id: 'invoices.metadata',
  method: 'POST',
  path: '/invoices/query/metadata',
  group: 'invoiceMetadata',
  access: 'protected',
  permissions: ['InvoiceRead'],
  handle: query,
}
