const IS_ACCEPTED = (row: string): string => `ifnull(${row}.statusCode, 200) = 200`

/** A KSeF number begins with the seller's NIP; a duplicate (440) has none, but has the seller of the first invoice, whose number KSeF tells. */
const BY_KSEF_NUMBER = (row: string): string => `substr(ifnull(${row}.ksefNumber, ${row}.statusExtensions ->> 'originalKsefNumber'), 1, 10)`

/** Who sold, null where nothing tells it. A session's list names nobody, and what it refused has no number, but who sends is the seller unless something says otherwise. */
const SELLER = (row: string): string => `coalesce(${row}.sellerNip, ${BY_KSEF_NUMBER(row)}, CASE WHEN ${IS_ACCEPTED(row)} THEN NULL ELSE @ownNip END)`

/**
 * SQL of the ids of the other sales under the number of the invoice `@id`, in the archive of `@ownNip`. The duplicate rule is seller NIP + type +
 * number (API-NOTES §5): every seller may use a number, so an unknown seller is nobody's; an unknown type does not speak against it.
 */
export const SAME_NUMBER = `
SELECT other.id FROM invoices one JOIN invoices other ON other.invoiceNumberKey = one.invoiceNumberKey AND other.invoiceNumber = one.invoiceNumber
WHERE one.id = @id AND other.id <> one.id AND one.isPurchase = 0 AND other.isPurchase = 0 AND ${SELLER('other')} = ${SELLER('one')}
  AND (other.invoiceType = one.invoiceType OR other.invoiceType IS NULL OR one.invoiceType IS NULL)`
