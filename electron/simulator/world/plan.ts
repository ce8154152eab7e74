import { startOfWarsawDay } from '../../shared/model/warsawDay.ts'
import { drawBelow, drawHex } from '../draw.ts'
import { composeReference } from '../references.ts'
import { warsawDayAt } from '../time.ts'
import type { WrittenForm } from './facts.ts'
import { MAIN_TAXPAYER, TAXPAYERS, type Taxpayer } from './parties.ts'
import type { Entity } from './records.ts'
import type { SessionFate, SessionType } from './sessionStatus.ts'
import { SPECIMEN_COUNT, SPECIMEN_SESSIONS, type Specimen } from './specimens.ts'

/** `demo`: many sessions in all states; `one-batch`: one batch session of accepted invoices, for measuring. */
export type WorldShape = 'demo' | 'one-batch'

/** What is decided about a session before anything of it is asked for; small, one object per session. */
export interface SessionPlan {
  readonly reference: string
  readonly taxpayer: Taxpayer
  readonly type: SessionType
  readonly form: WrittenForm
  readonly openedBy: Entity
  readonly createdAt: number
  readonly fate: SessionFate
  /** Number of its first invoice in the whole world; the others follow. */
  readonly firstIndex: number
  readonly count: number
  readonly unlisted: number
  /** The repository took none of its invoices before; for sessions added to a running world, whose past was already told. */
  readonly storedFrom?: number
  /** Size of each of its files, filled up with random text; the usual content without it. */
  readonly filledBytes?: number
  /** What its invoices are, or null where that is drawn. */
  readonly specimens: readonly Specimen[] | null
}

export interface PlanRequest {
  readonly seed: number
  readonly invoices: number
  readonly shape: WorldShape
  /** Clients besides everyone who is in every world. */
  readonly added?: readonly Taxpayer[]
  /** Invoices on the lists of each added client; without it as many as every client has. */
  readonly invoicesPerClient?: number
  /** Warsaw day that counts as today, `YYYY-MM-DD`. */
  readonly baseDay: string
  /** Size of each file of `one-batch`, filled up with text that hardly packs. */
  readonly invoiceBytes?: number
  /** Reference of the token that opened a part of the main taxpayer's sessions. */
  readonly writerToken: string
}

/** Indices of one taxpayer begin here; the first half of the space is planned, the second added later. */
export const INDICES_PER_TAXPAYER = 0x1000000

/** Ordinary invoices with an index below this are accepted, so that a duplicate always finds an original. */
export const ALWAYS_ACCEPTED = 40

const HOUR_MS = 3_600_000
const SPAN_DAYS = 270
const PURPOSE = { type: 60, size: 61, jitter: 62, opener: 63, form: 64, high: 65, low: 66 } as const

export function firstIndexOf(taxpayer: Taxpayer): number {
  return taxpayer.position * INDICES_PER_TAXPAYER
}

/** Everything about a session but its reference, which is made from it. */
export function planSession(seed: number, plan: Omit<SessionPlan, 'reference'>, salt: number): SessionPlan {
  // Empty sessions share a first index with the next one, so their age is drawn in.
  const key = plan.firstIndex ^ salt
  const high = `${plan.type === 'Online' ? '1A' : '2B'}${drawHex(seed, key, PURPOSE.high)}`
  const reference = composeReference(warsawDayAt(plan.createdAt), plan.type === 'Online' ? 'SO' : 'SB', high, drawHex(seed, key, PURPOSE.low))
  return { ...plan, reference }
}

interface Span {
  readonly type: SessionType
  readonly count: number
}

/** Cuts a number of invoices into sessions: many small interactive ones, some batches of up to 200 where those are wanted. */
function cutIntoSessions(seed: number, first: number, total: number, hasBatches: boolean): readonly Span[] {
  const spans: Span[] = []
  for (let taken = 0, position = 0; taken < total; position += 1) {
    const isBatch = hasBatches && drawBelow(10, seed, first + position, PURPOSE.type) < 3
    const wanted = isBatch ? 20 + drawBelow(181, seed, first + position, PURPOSE.size) : 1 + drawBelow(12, seed, first + position, PURPOSE.size)
    const count = Math.min(wanted, total - taken)
    spans.push({ type: isBatch ? 'Batch' : 'Online', count })
    taken += count
  }
  return spans
}

/** A month's last session is opened forty seconds before the month ends in Warsaw, so that its invoices pass midnight; none is opened after `last`. */
function pullToMonthEnd(wanted: number, untilNext: number, last: number): number {
  const [year = 0, month = 0] = warsawDayAt(wanted).split('-').map(Number)
  const monthEnd = Date.parse(startOfWarsawDay(new Date(Date.UTC(year, month)).toISOString().slice(0, 10)))
  return wanted + untilNext >= monthEnd && monthEnd <= last ? monthEnd - 40_000 : wanted
}

function planOrdinary(request: PlanRequest, taxpayer: Taxpayer, total: number): readonly SessionPlan[] {
  const { seed, baseDay, writerToken } = request
  const baseAt = Date.parse(startOfWarsawDay(baseDay))
  const first = firstIndexOf(taxpayer)
  // A supplier's few invoices are to lie all over the year, not in one batch.
  const spans = cutIntoSessions(seed, first, total, taxpayer.role !== 'supplier')
  const from = baseAt - SPAN_DAYS * 24 * HOUR_MS
  // The last fifteen days belong to the specimens.
  const step = ((SPAN_DAYS - 15) * 24 * HOUR_MS) / Math.max(1, spans.length)
  let taken = 0
  return spans.map(({ type, count }, position) => {
    const index = first + position
    const createdAt = pullToMonthEnd(from + Math.floor((position + drawBelow(1000, seed, index, PURPOSE.jitter) / 1000) * step), step, baseAt)
    // A fifth of the main taxpayer's sessions come from the program with the token that may only write.
    const isWriters = taxpayer === MAIN_TAXPAYER && drawBelow(5, seed, index, PURPOSE.opener) === 0
    const isOld = taken > ALWAYS_ACCEPTED && position < spans.length / 3
    const plan = planSession(
      seed,
      {
        taxpayer,
        type,
        form: isOld && drawBelow(12, seed, index, PURPOSE.form) === 0 ? 'FA (2)' : 'FA (3)',
        openedBy: isWriters ? { kind: 'token', reference: writerToken } : { kind: 'subject', nip: taxpayer.nip },
        createdAt,
        fate: 'done',
        firstIndex: first + taken,
        count,
        unlisted: 0,
        specimens: null,
      },
      0,
    )
    taken += count
    return plan
  })
}

function planSpecimens(request: PlanRequest, firstIndex: number): readonly SessionPlan[] {
  const baseAt = Date.parse(startOfWarsawDay(request.baseDay))
  let taken = 0
  return SPECIMEN_SESSIONS.map(({ type, form, hoursAgo, fate, invoices, unlisted = 0 }) => {
    const plan = planSession(
      request.seed,
      {
        taxpayer: MAIN_TAXPAYER,
        type,
        form,
        openedBy: { kind: 'subject', nip: MAIN_TAXPAYER.nip },
        createdAt: baseAt - hoursAgo * HOUR_MS,
        fate,
        firstIndex: firstIndex + taken,
        count: invoices.length,
        unlisted,
        specimens: invoices,
      },
      hoursAgo << 8,
    )
    // Unlisted invoices have indices as well, after the listed ones.
    taken += invoices.length + unlisted
    return plan
  })
}

function planOneBatch({ seed, invoices, baseDay, invoiceBytes }: PlanRequest): SessionPlan {
  return planSession(
    seed,
    {
      taxpayer: MAIN_TAXPAYER,
      type: 'Batch',
      form: 'FA (3)',
      openedBy: { kind: 'subject', nip: MAIN_TAXPAYER.nip },
      createdAt: Date.parse(startOfWarsawDay(baseDay)) - 30 * HOUR_MS,
      fate: 'done',
      firstIndex: firstIndexOf(MAIN_TAXPAYER),
      count: invoices,
      unlisted: 0,
      ...(invoiceBytes === undefined ? {} : { filledBytes: invoiceBytes }),
      specimens: Array.from({ length: invoices }, () => ({ kind: 'accepted' as const })),
    },
    0,
  )
}

/** How many invoices the lists of a taxpayer have who is not the main one; of some, three show who sent them. */
function smallerTotal({ role }: Taxpayer, invoices: number): number {
  if (role === 'client') return Math.max(3, Math.min(40, Math.floor(invoices / 50)))
  return role === 'supplier' ? Math.max(12, Math.min(200, Math.floor(invoices / 5))) : 3
}

/** All sessions of a new world; the main taxpayer has exactly `invoices` invoices on its lists. */
export function planWorld(request: PlanRequest): readonly SessionPlan[] {
  if (request.shape === 'one-batch') return [planOneBatch(request)]
  const specimens = request.invoices >= 3 * SPECIMEN_COUNT ? SPECIMEN_COUNT : 0
  const ordinary = request.invoices - specimens
  const others = TAXPAYERS.filter((taxpayer) => taxpayer !== MAIN_TAXPAYER)
  return [
    ...planOrdinary(request, MAIN_TAXPAYER, ordinary),
    ...(specimens === 0 ? [] : planSpecimens(request, firstIndexOf(MAIN_TAXPAYER) + ordinary)),
    ...others.flatMap((taxpayer) => planOrdinary(request, taxpayer, smallerTotal(taxpayer, request.invoices))),
    ...(request.added ?? []).flatMap((client) => planOrdinary(request, client, request.invoicesPerClient ?? smallerTotal(client, request.invoices))),
  ]
}
