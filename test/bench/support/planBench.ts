import { z } from 'zod'
import type { Bench, BenchTools, Conversation, Figures } from './bench.ts'
import { EXPORT_SECONDS, modelPlans } from './planModel.ts'

/** How many invoices each of a context's closed sessions has, and over how many days they were opened. */
export interface PlannedContext {
  readonly sessionSizes: readonly number[]
  readonly days: number
}

const SimulatorReady = z.object({ apiBase: z.string(), controlUrl: z.string(), taxpayers: z.array(z.object({ nip: z.string(), role: z.string(), token: z.string().nullable() })) })
const Planned = z.object({ calls: z.int(), simulatedSecondsToProven: z.number(), simulatedSecondsToXml: z.number().nullable() })
const Plain = z.object({ secondsToProven: z.number(), secondsToXml: z.number() })

const DAY_MS = 86_400_000
/** More files than these take the machine minutes: their time is then told by the model, which is held against the runs that fetch them. */
const MOST_FILES = 10_000
/** How far a run may be from the model. */
const MOST_OFF = 1.1
const PLAIN_SHARE = 1 / 20
/** The plain plan asks for each document by a call: more take the machine minutes, and the check once is enough. */
const MOST_PLAIN = 1_000

/**
 * The program's own refresh of these contexts side by side over HTTP, under production limits, in simulated time that counts from the
 * sign-in. The floor, the plain plan and the time to very many files are told by the pure model of the limits; a plain plan of a twentieth
 * is carried out over HTTP where that is small, and must take what the model says.
 */
export function planBench(contexts: readonly PlannedContext[]): Bench {
  return async (tools) => {
    const model = modelPlans(contexts)
    const fetchInvoiceXml = countInvoices(contexts) <= MOST_FILES
    const { calls, simulatedSecondsToProven, simulatedSecondsToXml, rateLimited } = await withWorld(tools, contexts, 'plan.main.js', Planned, { fetchInvoiceXml })
    // Packages are taken in after the proofs of the first hour: where these take longer than KSeF takes, the model of packages says nothing.
    if (simulatedSecondsToXml !== null && simulatedSecondsToProven < model.secondsToXml) hold('the files', simulatedSecondsToXml, model.secondsToXml)
    const plainRateLimited = await holdPlain(tools, contexts.map(twentiethOf))
    return {
      calls,
      floorSeconds: model.floorSeconds,
      simulatedSecondsToProven,
      simulatedSecondsToXml: simulatedSecondsToXml ?? model.secondsToXml,
      xmlBy: simulatedSecondsToXml === null ? 'model' : 'run',
      plainSecondsToProven: model.plainSecondsToProven,
      plainSecondsToXml: model.plainSecondsToXml,
      rateLimited: rateLimited + plainRateLimited,
    } satisfies Figures
  }
}

/** How often KSeF said 429 to it. */
async function holdPlain(tools: BenchTools, contexts: readonly PlannedContext[]): Promise<number> {
  if (countInvoices(contexts) > MOST_PLAIN) return 0
  const { secondsToProven, secondsToXml, rateLimited } = await withWorld(tools, contexts, 'plain.main.js', Plain, {})
  const model = modelPlans(contexts)
  hold('a twentieth of the plain plan', secondsToProven, model.plainSecondsToProven)
  hold('a twentieth of the plain files', secondsToXml, model.plainSecondsToXml)
  return rateLimited
}

function countInvoices(contexts: readonly PlannedContext[]): number {
  return contexts.reduce((sum, context) => sum + invoicesOf(context), 0)
}

function invoicesOf({ sessionSizes }: PlannedContext): number {
  return sessionSizes.reduce((sum, size) => sum + size, 0)
}

/** The first sessions, as many as hold a twentieth of the invoices. */
function twentiethOf(context: PlannedContext): PlannedContext {
  let left = Math.ceil(invoicesOf(context) * PLAIN_SHARE)
  const sessionSizes: number[] = []
  for (const size of context.sessionSizes) {
    if (left <= 0) break
    sessionSizes.push(Math.min(size, left))
    left -= size
  }
  return { ...context, sessionSizes }
}

/** A second is neither here nor there. */
function hold(what: string, seconds: number, byModel: number): void {
  if (seconds > byModel * MOST_OFF + 1 || byModel > seconds * MOST_OFF + 1) throw new Error(`${what} took ${seconds} s, and the model says ${byModel} s`)
}

/** Gives a process a world of its own with these contexts, and hears what it measured; `rateLimited` is how often KSeF said 429. */
async function withWorld<Measured>(
  { launchNode, say }: BenchTools,
  contexts: readonly PlannedContext[],
  entry: string,
  schema: z.ZodType<Measured>,
  orders: Readonly<Record<string, unknown>>,
): Promise<Measured & { readonly rateLimited: number }> {
  const simulator = await launchNode({ entry: 'out/main/simulatorProcess.js', args: ['--invoices', '1', '--shape', 'one-batch', '--clients', String(contexts.length), '--limits', 'production', '--json'] })
  let app: Conversation | null = null
  try {
    const { apiBase, controlUrl, taxpayers } = SimulatorReady.parse(await simulator.nextMessage())
    const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
      const answer = await fetch(`${controlUrl}${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }) })
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`)
      return answer.json()
    }
    const clients = taxpayers.filter(({ token }) => token !== null).slice(0, contexts.length)
    const startAt = Date.now()
    await control('POST', '/clock', { freeze: true })
    await control('POST', '/exports', { processingMs: EXPORT_SECONDS * 1_000 })
    for (const [index, { sessionSizes, days }] of contexts.entries()) {
      for (const [position, invoices] of sessionSizes.entries()) {
        await control('POST', '/clock', { set: new Date(startAt - DAY_MS * (days * (1 - position / sessionSizes.length) + 1)).toISOString() })
        await control('POST', '/sessions', { nip: clients[index]?.nip, type: 'Batch', invoices })
      }
    }
    await control('POST', '/clock', { set: new Date(startAt).toISOString() })
    say(`${entry}: ${contexts.length} contexts, ${contexts.reduce((sum, { sessionSizes }) => sum + sessionSizes.length, 0)} sessions`)
    app = await launchNode({ entry: `out/main/${entry}` })
    app.send({
      ...{ ...orders, apiBase, controlUrl, startAt },
      from: new Date(startAt - DAY_MS * (Math.max(...contexts.map(({ days }) => days)) + 3)).toISOString().slice(0, 10),
      contexts: clients.map(({ nip, token }, index) => ({ nip, token, invoices: contexts[index] === undefined ? 0 : invoicesOf(contexts[index]) })),
    })
    const measured = schema.parse(await app.nextMessage())
    const { limitedByGroup } = z.object({ limitedByGroup: z.record(z.string(), z.int()) }).parse(await control('GET', '/calls'))
    return { ...measured, rateLimited: Object.values(limitedByGroup).reduce((sum, count) => sum + count, 0) }
  } finally {
    await app?.close()
    await simulator.close()
  }
}
