import { jsonAnswer, type Answer } from '../http/answer.ts'
import { jsonBodyOf, wholeNumberOf, type SignedInCall } from '../http/call.ts'
import { Refused } from '../http/problemDetails.ts'
import type { ProtectedRoute } from '../http/route.ts'
import type { Kernel } from '../kernel.ts'
import { dateRangeOf } from '../query/dateRange.ts'
import { filterOf } from '../query/filters.ts'
import { isAvailable, matchingInvoices } from '../query/matchingInvoices.ts'
import { metadataJson } from '../query/metadataJson.ts'
import { toKsefTime } from '../time.ts'
import type { Found } from '../world/world.ts'

/** Records one set of filters can reach (open-api.json, isTruncated). */
const MOST_RECORDS = 10_000

function query(call: SignedInCall, kernel: Kernel): Answer {
  const pageSize = wholeNumberOf(call, 'pageSize', { least: 10, most: 250, usual: 10 })
  const pageOffset = wholeNumberOf(call, 'pageOffset', { least: 0, most: 1_000_000, usual: 0 })
  const body = jsonBodyOf(call)
  const now = kernel.clock.now()
  const range = dateRangeOf(body, now, kernel.exports.settings().highWaterLagMs)
  if (range.isPastHighWater) {
    throw new Refused({
      status: 400,
      code: 21183,
      description: 'Zakres filtrowania wykracza poza dostępny zakres danych.',
      details: ['Parametr dateRange.from jest późniejszy niż PermanentStorageHwmDate przy włączonym restrictToPermanentStorageHwmDate.'],
    })
  }
  let matching = matchingInvoices(kernel, call.principal.contextNip, range, filterOf(body))
  if (call.query.get('sortOrder') === 'Desc') matching = matching.toReversed()
  const reachable = matching.slice(0, MOST_RECORDS)
  const end = (pageOffset + 1) * pageSize
  const page = reachable
    .slice(pageOffset * pageSize, end)
    .map((find) => find())
    .filter((found): found is Found => found !== null && isAvailable(kernel, found.invoice, now))
  return jsonAnswer(200, {
    hasMore: end < matching.length,
    isTruncated: matching.length > MOST_RECORDS && end >= MOST_RECORDS,
    permanentStorageHwmDate: range.dateType === 'PermanentStorage' ? toKsefTime(range.highWater) : null,
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
