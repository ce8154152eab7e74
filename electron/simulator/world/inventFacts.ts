import { addDays } from '../../shared/model/warsawDay.ts'
import { draw, drawBelow, drawFrom } from '../draw.ts'
import { warsawDayAt } from '../time.ts'
import type { InvoiceFacts, InvoiceLine, Party, WrittenForm } from './facts.ts'
import { BUYERS, CONSUMER, EU_BUYERS, FARMER, MAIN_TAXPAYER, OVERSEAS_BUYER, SELF_INVOICING_BUYER, TAXPAYERS, type Taxpayer } from './parties.ts'

/** Main taxpayer and clients: whose purchases the world has. */
const CUSTOMERS: readonly [Taxpayer, ...Taxpayer[]] = [MAIN_TAXPAYER, ...TAXPAYERS.filter(({ role }) => role === 'client')]

/** Whether a taxpayer's buyers are taxpayers of this world, another from invoice to invoice. */
export function sellsToTaxpayers({ role }: Taxpayer): boolean {
  return role === 'bookkeeper' || role === 'supplier'
}

/** What is unusual about the content of an invoice. */
export type ContentVariant =
  | 'plain'
  | 'euro'
  | 'overseas'
  | 'consumer'
  | 'correction'
  | 'simplified'
  | 'with-attachment'
  | 'with-small-attachment'
  | 'broken-utf-8'
  | 'with-bom'

const PURPOSE = { variant: 1, buyer: 2, lines: 3, line: 10, delay: 4, number: 5, written: 6, filling: 7 } as const

/** KSeF takes up to 3 MB with an attachment (API-NOTES §5). */
const ATTACHMENT_BYTES: Partial<Record<ContentVariant, number>> = { 'with-attachment': 2_900_000, 'with-small-attachment': 4_000 }

/** About what a file has besides its attachment. */
const USUAL_BYTES = 3000

type Product = readonly [name: string, unit: string, priceMinor: number, rate: InvoiceLine['rate']]

const PRODUCTS: readonly [Product, ...Product[]] = [
  ['Stół jesionowy 180 × 90 cm', 'szt.', 249_900, 23],
  ['Krzesło „Łódź” tapicerowane', 'szt.', 64_900, 23],
  ['Regał dębowy, 5 półek', 'szt.', 119_000, 23],
  ['Montaż mebli u klienta', 'godz.', 12_000, 8],
  ['Olej do drewna 0,75 l', 'szt.', 5_490, 23],
  ['Książka „Stolarstwo dla każdego”', 'szt.', 4_200, 5],
  ['Blat kuchenny na wymiar <2,4 m', 'mb', 38_500, 23],
  ['Transport & wniesienie', 'usł.', 15_000, 23],
]

const CROPS: readonly [Product, ...Product[]] = [
  ['Ziemniaki jadalne, odmiana Irga', 'kg', 250, 5],
  ['Marchew świeża', 'kg', 310, 5],
  ['Jabłka Szara Reneta', 'kg', 420, 5],
]

const THIRTIETHS_OF_CONTENT: readonly [ContentVariant, ...ContentVariant[]] = [
  'euro', 'overseas', 'consumer', 'consumer', 'correction', 'simplified', ...Array.from({ length: 24 }, (): ContentVariant => 'plain'),
]

/** The content that an invoice without a special part gets. */
export function drawVariant(seed: number, index: number): ContentVariant {
  return drawFrom(THIRTIETHS_OF_CONTENT, seed, index, PURPOSE.variant)
}

/** Own numbers as people invent them; the running number keeps them unique, whatever surrounds it. */
function inventNumber(seed: number, index: number, issuedOn: string, variant: ContentVariant): string {
  const running = String(index % 0x1000000 + 1)
  const [year = '', month = ''] = issuedOn.split('-')
  if (variant === 'correction') return `KOR/${year}/${month}/${running}`
  switch (drawBelow(40, seed, index, PURPOSE.number)) {
    case 0:
      return `${running}/A\\B:ł?`
    case 1:
      return `Świerk „${running}” *kopia* <${year}>`
    case 2:
      return `..\\${running}|${month}`
    case 3:
      return `${running}/${month}/${year} & spółka`
    default:
      return `FV/${year}/${month}/${running.padStart(3, '0')}`
  }
}

function inventLines(seed: number, index: number, products: readonly [Product, ...Product[]], sign: 1 | -1): readonly InvoiceLine[] {
  const count = 1 + drawBelow(4, seed, index, PURPOSE.lines)
  return Array.from({ length: count }, (_, position) => {
    const [name, unit, priceMinor, rate] = drawFrom(products, seed, index, PURPOSE.line + position)
    const quantity = sign * (1 + drawBelow(9, seed, index, PURPOSE.line + 10 + position))
    // Some prices have odd grosze, so that roundings are seen.
    return { name, unit, rate, quantity, priceMinor: priceMinor + drawBelow(100, seed, index, PURPOSE.line + 20 + position) }
  })
}

function buyerOf(taxpayer: Taxpayer, variant: ContentVariant, seed: number, index: number): Party {
  // The customers of bookkeeper and supplier are the taxpayers themselves: their purchases.
  if (sellsToTaxpayers(taxpayer)) return drawFrom(CUSTOMERS, seed, index, PURPOSE.buyer).party
  if (variant === 'euro') return drawFrom(EU_BUYERS, seed, index, PURPOSE.buyer)
  if (variant === 'overseas') return OVERSEAS_BUYER
  if (variant === 'consumer') return CONSUMER
  return drawFrom(BUYERS, seed, index, PURPOSE.buyer)
}

export interface InventionRequest {
  readonly seed: number
  /** The invoice's number in the whole world. */
  readonly index: number
  readonly taxpayer: Taxpayer
  readonly form: WrittenForm
  readonly variant: ContentVariant
  /** When the file reached KSeF, milliseconds. */
  readonly sentAt: number
  /** Size of a file filled up with random text; null for the usual content. */
  readonly filledBytes: number | null
  /** What a correction corrects; without it a correction becomes a plain invoice. */
  readonly corrected: { readonly number: string; readonly issuedOn: string; readonly ksefNumber: string } | null
}

/** Invents the content of an invoice: the same request gives the same facts for ever. */
export function inventFacts({ seed, index, taxpayer, form, variant, sentAt, filledBytes, corrected }: InventionRequest): InvoiceFacts {
  const sentOn = warsawDayAt(sentAt)
  // One in ten was issued the day before they were sent.
  const issuedOn = drawBelow(10, seed, index, PURPOSE.delay) === 0 ? addDays(sentOn, -1) : sentOn
  const isCorrection = variant === 'correction' && corrected !== null && form !== 'FA_RR (1)'
  const isFarmers = form === 'FA_RR (1)'
  const isSelfInvoiced = taxpayer.role === SELF_INVOICING_BUYER.role && !isFarmers
  return {
    form,
    type: isFarmers ? 'VatRr' : isCorrection ? 'Kor' : variant === 'simplified' ? 'Upr' : 'Vat',
    number: inventNumber(seed, index, issuedOn, isCorrection ? 'correction' : 'plain'),
    issuedOn,
    writtenAt: sentAt - 60_000 - (draw(seed, index, PURPOSE.written) % 600_000),
    seller: isFarmers ? FARMER : isSelfInvoiced ? MAIN_TAXPAYER.party : taxpayer.party,
    buyer: isFarmers || isSelfInvoiced ? taxpayer.party : buyerOf(taxpayer, variant, seed, index),
    currency: variant === 'euro' ? 'EUR' : 'PLN',
    lines: inventLines(seed, index, isFarmers ? CROPS : PRODUCTS, isCorrection ? -1 : 1),
    isSelfInvoiced,
    corrects: isCorrection ? corrected : null,
    attachmentBytes: filledBytes === null ? (ATTACHMENT_BYTES[variant] ?? 0) : Math.max(1, filledBytes - USUAL_BYTES),
    attachmentRandomFrom: filledBytes === null ? null : draw(seed, index, PURPOSE.filling),
    encoding: variant === 'broken-utf-8' ? 'broken-utf-8' : variant === 'with-bom' ? 'utf-8-with-bom' : 'utf-8',
  }
}
