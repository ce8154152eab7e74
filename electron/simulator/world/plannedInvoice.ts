import { sha256Base64 } from '../../crypto/hash.ts'
import { composeKsefNumber } from '../../shared/model/ksefNumber.ts'
import { draw, drawBelow, drawHex, scramble, toHex } from '../draw.ts'
import { composeReference } from '../references.ts'
import { warsawDayAt } from '../time.ts'
import { faceOf, type InvoiceFacts } from './facts.ts'
import { drawVariant, inventFacts } from './inventFacts.ts'
import { invoiceFile } from './invoiceFile.ts'
import { drawKind, duplicateOf, INVOICE_STATUS, isDuplicate, isUnreadable, type InvoiceKind, type StatusInfo } from './kinds.ts'
import { ALWAYS_ACCEPTED, firstIndexOf, type SessionPlan } from './plan.ts'
import type { InvoiceRecord } from './records.ts'
import type { Specimen } from './specimens.ts'

/** What a planned invoice must know of the rest of the world. */
export interface Surroundings {
  readonly seed: number
  /** The session that holds an index. */
  readonly planOf: (index: number) => SessionPlan
  /** When an open session was finished by the control interface; null while it was not. */
  readonly finishedAt: (plan: SessionPlan) => number | null
  /** An accepted invoice of the main taxpayer that another context sent. */
  readonly sentByOthers: () => { readonly index: number }
}

const PURPOSE = { times: 80, origin: 84, ksefNumber: 85, reference: 86, low: 87, nobody: 88 } as const
const DAY_MS = 86_400_000

interface Times {
  readonly sentAt: number
  readonly invoicingAt: number
  readonly acquiredAt: number
  readonly storedAt: number
}

/** When an accepted planned invoice was taken for processing and stored, without inventing its content. */
export function milestonesOf(world: Surroundings, plan: SessionPlan, index: number): { readonly invoicingAt: number; readonly storedAt: number } {
  return acceptedTimesOf(world, plan, index)
}

/** The times of an accepted invoice; one that waited in an open session is accepted when that is finished. */
function acceptedTimesOf(world: Surroundings, plan: SessionPlan, index: number): Times {
  const times = timesOf(world.seed, plan, index)
  const finishedAt = world.finishedAt(plan)
  const kind = specimenAt(plan, index)?.kind
  if (finishedAt === null || (kind !== 'queued' && kind !== 'processing')) return times
  return { ...times, acquiredAt: finishedAt, storedAt: finishedAt + 3000 + drawBelow(60_000, world.seed, index, PURPOSE.times + 3) }
}

/** Interactive invoices arrive one after another; a batch is taken when its session opens (PRODUCT.md, invoicingDate). */
function timesOf(seed: number, plan: SessionPlan, index: number): Times {
  const position = index - plan.firstIndex
  const jitter = (limit: number, purpose: number): number => drawBelow(limit, seed, index, PURPOSE.times + purpose)
  const sentAt = plan.type === 'Online' ? plan.createdAt + 15_000 + position * 20_000 + jitter(5000, 0) : plan.createdAt
  const invoicingAt = sentAt + 200 + jitter(600, 1)
  const acquiredAt = invoicingAt + (plan.type === 'Online' ? 800 + jitter(3000, 2) : 90_000 + position * 40 + jitter(1000, 2))
  return { sentAt, invoicingAt, acquiredAt, storedAt: Math.max(plan.storedFrom ?? 0, acquiredAt + 3000 + jitter(60_000, 3)) }
}

function specimenAt(plan: SessionPlan, index: number): Specimen | null {
  const position = index - plan.firstIndex
  if (plan.specimens === null) return null
  return plan.specimens[position] ?? { kind: 'accepted', variant: 'plain' }
}

/** What becomes of the invoice with this index. */
export function kindOf({ seed, finishedAt }: Surroundings, plan: SessionPlan, index: number): InvoiceKind {
  const specimen = specimenAt(plan, index)
  if (specimen !== null) {
    const isWaiting = specimen.kind === 'queued' || specimen.kind === 'processing'
    return isWaiting && finishedAt(plan) !== null ? 'accepted' : specimen.kind
  }
  if (index - firstIndexOf(plan.taxpayer) < ALWAYS_ACCEPTED) return 'accepted'
  const kind = drawKind(seed, index)
  return isDuplicate(kind) && plan.form !== 'FA (3)' ? 'accepted' : kind
}

/** An earlier plain, accepted FA(3) invoice of the same taxpayer: the original of a duplicate, the target of a correction. */
function originOf(world: Surroundings, plan: SessionPlan, index: number): number {
  const first = firstIndexOf(plan.taxpayer)
  for (let candidate = index - 5 - drawBelow(30, world.seed, index, PURPOSE.origin); candidate >= first; candidate -= 1) {
    const home = world.planOf(candidate)
    if (home.specimens !== null || home.form !== 'FA (3)' || drawVariant(world.seed, candidate) !== 'plain') continue
    if (kindOf(world, home, candidate) === 'accepted') return candidate
  }
  return first
}

function ksefNumberOf(world: Surroundings, facts: InvoiceFacts, index: number, invoicingAt: number): string {
  const middle = `${toHex(draw(world.seed, index, PURPOSE.ksefNumber) & 0xffff, 4)}${toHex(scramble(index, world.seed), 8)}`
  return composeKsefNumber(facts.seller.identifier.value, warsawDayAt(invoicingAt), middle)
}

/** The content of an invoice, duplicates and reissues taken into account. */
export function factsOf(world: Surroundings, plan: SessionPlan, index: number): InvoiceFacts {
  const { seed } = world
  const { sentAt } = timesOf(seed, plan, index)
  const specimen = specimenAt(plan, index)
  const kind = kindOf(world, plan, index)
  if (specimen?.instead !== undefined) return { ...factsAt(world, index - specimen.instead.back), writtenAt: sentAt - 60_000 }
  if (kind === 'same-file') return factsAt(world, originOf(world, plan, index))
  if (kind === 'generated-again') return { ...factsAt(world, originOf(world, plan, index)), writtenAt: sentAt - 60_000 }

  const variant = isDuplicate(kind) ? 'plain' : (specimen?.variant ?? drawVariant(seed, index))
  const canCorrect = variant === 'correction' && index - firstIndexOf(plan.taxpayer) > ALWAYS_ACCEPTED
  const target = canCorrect ? originOf(world, plan, index) : null
  const corrected = target === null ? null : correctedBy(world, target)
  const facts = inventFacts({ seed, index, taxpayer: plan.taxpayer, form: plan.form, variant, sentAt, filledBytes: plan.filledBytes ?? null, corrected })
  if (kind === 'number-used' || kind === 'original-not-named') return { ...facts, number: factsAt(world, originOf(world, plan, index)).number }
  if (kind === 'original-elsewhere') return { ...facts, number: factsAt(world, world.sentByOthers().index).number }
  return facts
}

function factsAt(world: Surroundings, index: number): InvoiceFacts {
  return factsOf(world, world.planOf(index), index)
}

function correctedBy(world: Surroundings, index: number): NonNullable<InvoiceFacts['corrects']> {
  const plan = world.planOf(index)
  const facts = factsOf(world, plan, index)
  return { number: facts.number, issuedOn: facts.issuedOn, ksefNumber: ksefNumberOf(world, facts, index, timesOf(world.seed, plan, index).invoicingAt) }
}

/** The KSeF number that an accepted planned invoice has, or one that is waiting will get. */
export function ksefNumberAt(world: Surroundings, index: number): string {
  return correctedBy(world, index).ksefNumber
}

function statusOf(world: Surroundings, plan: SessionPlan, index: number, kind: InvoiceKind): StatusInfo {
  // Either name of the original may be missing, or wrong (API-NOTES §4).
  if (!isDuplicate(kind) || kind === 'original-not-named') return INVOICE_STATUS[kind]
  if (kind === 'original-misnamed') return misnamedDuplicate(world, plan, index)
  const original = kind === 'original-elsewhere' ? world.sentByOthers().index : originOf(world, plan, index)
  return duplicateOf(world.planOf(original).reference, ksefNumberAt(world, original))
}

/** Names a session and an invoice that nobody has. */
function misnamedDuplicate({ seed }: Surroundings, plan: SessionPlan, index: number): StatusInfo {
  const day = warsawDayAt(plan.createdAt)
  const session = composeReference(day, 'SO', `1A${drawHex(seed, index, PURPOSE.nobody)}`, drawHex(seed, index, PURPOSE.low))
  return duplicateOf(session, composeKsefNumber(plan.taxpayer.nip, day, `FFFF${drawHex(seed, index, PURPOSE.nobody)}`))
}

/** The reference number of a planned invoice; its last part hides the index, so `unscramble` finds it again. */
function referenceOf(seed: number, plan: SessionPlan, index: number): string {
  const high = `${toHex(drawBelow(256, seed, index, PURPOSE.low), 2)}${drawHex(seed, index, PURPOSE.reference)}`
  return composeReference(warsawDayAt(plan.createdAt), 'EE', high, toHex(scramble(index, seed), 8))
}

/** One planned invoice as it is now; `hashes` remembers the hashes of the few very big files. */
export function plannedInvoice(world: Surroundings, plan: SessionPlan, index: number, hashes: Map<number, string>): InvoiceRecord {
  const kind = kindOf(world, plan, index)
  const facts = factsOf(world, plan, index)
  const isAccepted = kind === 'accepted'
  const times = acceptedTimesOf(world, plan, index)
  const instead = specimenAt(plan, index)?.instead
  const file = (): Buffer => invoiceFile(facts)
  const hash = (): string => {
    const known = hashes.get(index)
    if (known !== undefined) return known
    const made = sha256Base64(file())
    if (facts.attachmentBytes > 0) hashes.set(index, made)
    return made
  }
  return {
    reference: referenceOf(world.seed, plan, index),
    ordinal: index - plan.firstIndex + 1,
    sessionReference: plan.reference,
    status: statusOf(world, plan, index, kind),
    ksefNumber: isAccepted ? ksefNumberOf(world, facts, index, times.invoicingAt) : null,
    face: isUnreadable(kind) ? null : faceOf(facts),
    fileName: plan.type === 'Batch' ? `faktura_${String(index - plan.firstIndex + 1).padStart(5, '0')}.xml` : null,
    mode: warsawDayAt(times.sentAt) === facts.issuedOn ? 'Online' : 'Offline',
    sentAt: times.sentAt,
    invoicingAt: times.invoicingAt,
    acquiredAt: isAccepted ? times.acquiredAt : null,
    storedAt: isAccepted ? times.storedAt : null,
    hash,
    file,
    hashOfCorrected: instead?.as === 'technical-correction' ? sha256Base64(invoiceFile(factsAt(world, index - instead.back))) : null,
  }
}

/** When a planned, finished session came to rest. */
export function settledAt(plan: SessionPlan): number {
  if (plan.fate === 'nothing-sent' || plan.fate === 'timed-out') return plan.createdAt + DAY_MS / 2
  if (plan.type === 'Batch') return plan.createdAt + 180_000 + plan.count * 40
  return plan.createdAt + 180_000 + (plan.count + plan.unlisted) * 20_000
}
