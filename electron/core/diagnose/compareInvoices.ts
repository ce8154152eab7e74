import { COMPARED_FIELDS } from '../../shared/model/invoiceComparison.ts'
import type { ComparedField, ComparedPair, ComparisonReason, FieldVerdict, InvoiceComparison, OtherDifference } from '../../shared/model/invoiceComparison.ts'
import type { ContentEntry, ContentPart, InvoiceContent } from '../../shared/model/invoiceContent.ts'
import type { DuplicateCase } from '../../shared/model/diagnosis.ts'
import { toMinorUnits } from '../../shared/model/money.ts'
import { pairLines } from './pairLines.ts'

/** One of two invoices, as far as it is known; null wherever it is not. */
export interface ComparableInvoice {
  /** SHA-256 of its file, Base64. */
  readonly hash: string | null
  readonly sellerNip: string | null
  readonly invoiceNumber: string | null
  readonly invoiceType: string | null
  readonly buyerIdentifier: string | null
  readonly buyerName: string | null
  readonly issuedOn: string | null
  readonly netMinor: number | null
  readonly vatMinor: number | null
  readonly grossMinor: number | null
  readonly currency: string | null
  /** What its file says; null: the file is not here or cannot be read, and the facts above come from KSeF's lists. */
  readonly content: InvoiceContent | null
}

/** An invoice of which nothing is known. */
export const UNKNOWN_INVOICE: ComparableInvoice = {
  hash: null,
  sellerNip: null,
  invoiceNumber: null,
  invoiceType: null,
  buyerIdentifier: null,
  buyerName: null,
  issuedOn: null,
  netMinor: null,
  vatMinor: null,
  grossMinor: null,
  currency: null,
  content: null,
}

/** A difference in one of these makes another invoice of it. */
const DECISIVE: readonly ComparedField[] = ['invoiceType', 'buyer', 'issuedOn', 'suppliedOn', 'net', 'vat', 'gross', 'currency', 'rates', 'corrected', 'lineCount', 'lines']

/** These must be known to be the same before two files are called the same invoice. */
const NEEDED: readonly ComparedField[] = ['buyer', 'issuedOn', 'gross', 'lines', 'rest']

/**
 * Which of the three cases of 440 it is, decided by hash, then by what the two invoices say without their headers; 'cannot-tell' when the
 * facts do not allow it. Pure; exchanging the two changes no verdict.
 */
export function compareInvoices(one: ComparableInvoice, other: ComparableInvoice): InvoiceComparison {
  const isSameFile = one.hash !== null && one.hash === other.hash
  // One file has one content: what is known of it from either side is known of both.
  const [mine, original] = isSameFile ? [filledFrom(one, other), filledFrom(other, one)] : [one, other]
  const { lines, others, fields } = compareContent(mine, original)
  return { ...decide(fields, others), fields, lines, others }
}

function filledFrom(invoice: ComparableInvoice, twin: ComparableInvoice): ComparableInvoice {
  const known = Object.entries(invoice).filter(([, value]) => value !== null)
  return { ...twin, ...Object.fromEntries(known) }
}

function decide(fields: readonly ComparedPair[], others: readonly OtherDifference[]): { readonly duplicateCase: DuplicateCase; readonly reason: ComparisonReason } {
  const verdicts = new Map(fields.map(({ field, verdict }) => [field, verdict]))
  const differs = (field: ComparedField): boolean => verdicts.get(field) === 'differs'
  if (verdicts.get('file') === 'same') return { duplicateCase: 'same-file', reason: 'same-hash' }
  // KSeF sets apart what has the same seller and number: an invoice of another number is not the one it meant.
  if (differs('seller') || differs('invoiceNumber')) return { duplicateCase: 'cannot-tell', reason: 'other-number' }
  if (DECISIVE.some(differs)) return { duplicateCase: 'another-invoice', reason: 'fields-differ' }
  if (others.length > 0) return { duplicateCase: 'cannot-tell', reason: 'others-differ' }
  if (NEEDED.every((field) => verdicts.get(field) === 'same')) return { duplicateCase: 'same-invoice', reason: 'same-content' }
  return { duplicateCase: 'cannot-tell', reason: 'not-enough' }
}

function compareContent(mine: ComparableInvoice, original: ComparableInvoice): Pick<InvoiceComparison, 'fields' | 'lines' | 'others'> {
  const ownFacts = factPairs(mine, original)
  const bothRead = mine.content !== null && original.content !== null
  const lines = bothRead ? pairLines(mine.content.lines, original.content.lines) : []
  const verdictOf = (same: boolean): FieldVerdict => (bothRead ? (same ? 'same' : 'differs') : 'unknown')
  const changed = bothRead ? changedEntries(mine.content, original.content) : []
  const within = (part: ContentPart): boolean => changed.some((change) => change.part === part)
  const partPair = (field: 'suppliedOn' | 'rates' | 'corrected'): ComparedPair => ({
    field,
    mine: shortText(mine.content, field),
    original: shortText(original.content, field),
    verdict: verdictOf(!within(field)),
  })
  // What the facts tell as well is shown there; only where they could not be read is it told here.
  const factsTell = ownFacts.some(({ verdict }) => verdict === 'differs')
  const others = changed.filter(({ part }) => part === 'rest' || (part === 'named' && !factsTell)).map(({ name, mine: own, original: first }) => ({ name, mine: own, original: first }))
  const pairs: readonly ComparedPair[] = [
    ...ownFacts,
    partPair('suppliedOn'),
    { ...partPair('rates'), mine: amountsByRate(mine), original: amountsByRate(original) },
    partPair('corrected'),
    { field: 'lineCount', mine: countOf(mine.content), original: countOf(original.content), verdict: verdictOf(mine.content?.lines.length === original.content?.lines.length) },
    { field: 'lines', mine: null, original: null, verdict: verdictOf(lines.every(({ verdict }) => verdict === 'same')) },
    { field: 'rest', mine: null, original: null, verdict: verdictOf(others.length === 0) },
  ]
  return { fields: inOrder(pairs), lines, others }
}

function inOrder(pairs: readonly ComparedPair[]): readonly ComparedPair[] {
  return pairs.toSorted((one, other) => COMPARED_FIELDS.indexOf(one.field) - COMPARED_FIELDS.indexOf(other.field))
}

function factPairs(mine: ComparableInvoice, original: ComparableInvoice): readonly ComparedPair[] {
  const pair = (field: ComparedField, own: string | null, first: string | null, isComparable = true): ComparedPair => ({
    field,
    mine: own,
    original: first,
    verdict: own === null || first === null || !isComparable ? 'unknown' : own === first ? 'same' : 'differs',
  })
  const text = (minor: number | null): string | null => (minor === null ? null : String(minor))
  const isOneSource = (mine.content === null) === (original.content === null)
  // KSeF's list gives the tax in złoty and writes foreign identifiers in its own way: across sources only what both write alike is compared.
  const isZloty = mine.currency === 'PLN' && original.currency === 'PLN'
  const [ownBuyer, firstBuyer] = [buyerOf(mine), buyerOf(original)]
  return [
    pair('file', mine.hash, original.hash),
    pair('seller', mine.sellerNip, original.sellerNip),
    { ...pair('invoiceNumber', mine.invoiceNumber, original.invoiceNumber), ...(isSameNumber(mine.invoiceNumber, original.invoiceNumber) && { verdict: 'same' }) },
    pair('invoiceType', mine.invoiceType, original.invoiceType),
    pair('buyer', ownBuyer, firstBuyer, isOneSource || ownBuyer === firstBuyer || (isNip(ownBuyer) && isNip(firstBuyer))),
    pair('issuedOn', mine.issuedOn, original.issuedOn),
    pair('net', text(mine.netMinor), text(original.netMinor), isOneSource || isZloty),
    pair('vat', text(mine.vatMinor), text(original.vatMinor), isOneSource || isZloty),
    pair('gross', text(mine.grossMinor), text(original.grossMinor)),
    pair('currency', mine.currency, original.currency),
  ]
}

/** A buyer without an identifier is known by name alone. */
function buyerOf({ buyerIdentifier, buyerName }: ComparableInvoice): string | null {
  return buyerIdentifier ?? (buyerName === null ? null : buyerName.replace(/\s+/g, ' ').trim())
}

function isNip(identifier: string | null): boolean {
  return identifier !== null && /^\d{10}$/.test(identifier)
}

/** Own numbers that differ in blanks or case alone are one number to KSeF's rule for all that is known. */
export function isSameNumber(one: string | null, other: string | null): boolean {
  const plain = (number: string): string => number.replace(/\s+/g, '').toUpperCase()
  return one !== null && other !== null && plain(one) === plain(other)
}

interface Change extends OtherDifference {
  readonly part: ContentPart
}

function changedEntries(mine: InvoiceContent, original: InvoiceContent): readonly Change[] {
  const own = byPath(mine)
  const first = byPath(original)
  return [...new Set([...own.keys(), ...first.keys()])].flatMap((path) => {
    const [one, other] = [own.get(path), first.get(path)]
    const entry = one ?? other
    if (entry === undefined || one?.value === other?.value) return []
    return [{ part: entry.part, name: entry.name, mine: one?.value ?? null, original: other?.value ?? null }]
  })
}

function byPath({ entries }: InvoiceContent): ReadonlyMap<string, ContentEntry> {
  return new Map(entries.map((entry) => [entry.path, entry]))
}

function countOf(content: InvoiceContent | null): string | null {
  return content === null ? null : String(content.lines.length)
}

/** As much as fits beside another: the values of a part, in their order. */
function shortText(content: InvoiceContent | null, part: ContentPart): string | null {
  const values = entriesOf(content, part).map(({ value }) => value)
  return values.length === 0 ? null : values.join(' · ').slice(0, 200)
}

function entriesOf(content: InvoiceContent | null, part: ContentPart): readonly ContentEntry[] {
  return (content?.entries ?? []).filter((entry) => entry.part === part)
}

/** UBL names rates, codes and currencies of its attributes beside the amounts. */
const AMOUNT = /^P_1\d_|Amount$/

const MOST_AMOUNTS = 12

/** `231564 PLN · 53260 PLN`, minor units; what is no amount of two decimals at most stays as it is written. */
function amountsByRate({ content, currency }: ComparableInvoice): string | null {
  const amounts = entriesOf(content, 'rates').filter(({ name, path }) => AMOUNT.test(name) && !path.includes('/@'))
  const shown = amounts.slice(0, MOST_AMOUNTS).map(({ name, value }) => {
    // FA gives the tax of a foreign currency once more in złoty (P_14_1W).
    const unit = name.endsWith('W') ? 'PLN' : currency
    return /^-?\d+(?:\.\d{1,2})?$/.test(value) ? [toMinorUnits(Number(value)), unit].filter((part) => part !== null).join(' ') : value
  })
  return shown.length === 0 ? null : [...shown, ...(amounts.length > shown.length ? ['…'] : [])].join(' · ')
}
