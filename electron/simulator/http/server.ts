import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { setTimeout as wait } from 'node:timers/promises'
import { requireAny } from '../auth/principal.ts'
import { handleControl } from '../control.ts'
import type { FaultEffect } from '../faults.ts'
import type { Kernel } from '../kernel.ts'
import { DEMO_UNTRUSTED_TLS } from '../keys/serverKeys.ts'
import { ROUTES, STORAGE_ROUTES } from '../routes/index.ts'
import { documentAnswer, type Answer } from './answer.ts'
import { bearerOf, invalidInput, type Call } from './call.ts'
import { answerRefusal, Refused } from './problemDetails.ts'
import { createRouter, type Route } from './route.ts'
import { answerInstead, answerOutOfService, spoilAnswer } from './spoil.ts'

const API_PREFIX = '/v2'
/** A sent invoice of 3 MB in Base64, twice over. */
const MOST_BODY_BYTES = 12 * 1024 * 1024

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MOST_BODY_BYTES) throw invalidInput('Treść żądania jest za duża.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function headersOf(request: IncomingMessage): ReadonlyMap<string, string> {
  const headers = new Map<string, string>()
  for (const [name, value] of Object.entries(request.headers)) {
    const first = Array.isArray(value) ? value[0] : value
    if (first !== undefined) headers.set(name, first)
  }
  return headers
}

/** Runs a route: token, limit, permissions, then its own work. Limits come before permissions, as a refused call is spent too. */
async function runRoute(route: Route, call: Call, kernel: Kernel): Promise<Answer> {
  const limited = (context: string): void => {
    const refusal = kernel.limits.take(route.group, route.id, context, call.clientIp, kernel.clock.now())
    if (refusal !== null) throw new Refused({ status: 429, ...refusal })
  }
  if (route.access === 'open') {
    limited('')
    return route.handle(call, kernel)
  }
  const { principal } = kernel.signIns.operationOf(bearerOf(call), 'access', ...(route.alsoAccepts ?? []))
  if (principal === null) throw new Refused({ status: 401, detail: 'Wymagane jest uwierzytelnienie.' })
  limited(principal.contextNip)
  if (route.permissions.length > 0) requireAny(principal, route.permissions)
  return route.handle({ ...call, principal }, kernel)
}

/** The answer of a route with everything that faults do to it. */
async function answerWithFaults(route: Route, call: Call, kernel: Kernel, effects: readonly FaultEffect[]): Promise<Answer> {
  for (const effect of effects) {
    if (effect.kind === 'slow') await wait(effect.ms)
    const instead = answerInstead(effect)
    if (instead !== null) return instead
  }
  const wantsOtherUpo = effects.some(({ kind }) => kind === 'other-upo')
  const answer = await runRoute(route, call, kernel)
  const spoilt = effects.reduce(spoilAnswer, answer)
  return wantsOtherUpo && answer.status === 200 ? otherUpo(answer, kernel) : spoilt
}

/** A right and sealed UPO, but of another invoice than asked for. */
function otherUpo(answer: Answer, { world, upo }: Kernel): Answer {
  for (const index of [0, 1]) {
    const found = world.byIndex(index)
    const document = found?.invoice.ksefNumber == null ? null : documentAnswer(upo.invoiceUpo(found.session, found.invoice))
    if (document !== null && !document.body.equals(answer.body)) return document
  }
  return answer
}

/** Sends an answer; a cut body promises more than it brings, a reset sends nothing. */
function send(response: ServerResponse, answer: Answer, effects: readonly FaultEffect[]): void {
  if (effects.some(({ kind }) => kind === 'reset')) {
    response.socket?.resetAndDestroy()
    return
  }
  response.writeHead(answer.status, { ...answer.headers, 'content-length': String(answer.body.length) })
  if (effects.some(({ kind }) => kind === 'cut-body')) {
    response.write(answer.body.subarray(0, answer.body.length / 2), () => response.socket?.destroy())
    return
  }
  response.end(answer.body)
}

function listen(kernel: Kernel): RequestListener {
  const findRoute = createRouter(ROUTES)
  const findStorage = createRouter(STORAGE_ROUTES)
  let callNumber = 0

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    callNumber += 1
    const url = new URL(request.url ?? '/', 'http://simulator.invalid')
    const method = request.method ?? 'GET'
    const headers = headersOf(request)
    const refusalContext = {
      path: url.pathname,
      now: kernel.clock.now(),
      callNumber,
      wantsProblemDetails: headers.get('x-error-format') === 'problem-details',
    }
    const path = url.pathname.startsWith(`${API_PREFIX}/`) ? url.pathname.slice(API_PREFIX.length) : url.pathname
    const match = path === url.pathname ? findStorage(method, path) : findRoute(method, path)
    const effects = match === null ? [] : kernel.faults.take(match.route.id)
    let answer: Answer
    try {
      const body = await readBody(request)
      const clientIp = request.socket.remoteAddress ?? '127.0.0.1'
      const call: Call = { method, path, query: url.searchParams, headers, body, clientIp, parameters: match?.parameters ?? new Map() }
      if (url.pathname.startsWith('/control/')) answer = handleControl(call, kernel)
      else if (match === null) throw new Refused({ status: 404, detail: 'Nie ma takiej ścieżki.' })
      else answer = answerOutOfService(kernel.service.mode) ?? (await answerWithFaults(match.route, call, kernel, effects))
    } catch (error) {
      const refusal = error instanceof Refused ? error.refusal : ({ status: 500, detail: error instanceof Error ? error.message : 'Nieznany błąd.' } as const)
      answer = effects.filter(({ kind }) => kind === 'system-warning').reduce(spoilAnswer, answerRefusal(refusal, refusalContext))
    }
    // Whoever tests how warnings are shown may ask for one (open-api.json, SystemWarning).
    const warning = headers.get('x-test-system-warning') ?? kernel.service.warning
    if (warning !== null && match !== null) answer = spoilAnswer(answer, { kind: 'system-warning', text: warning })
    if (match !== null) kernel.calls.record(match.route.group, match.route.id, answer.status)
    send(response, answer, effects)
  }

  return (request, response) => {
    serve(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : new Error(String(error))))
  }
}

/** A server for one kernel, not yet listening; with TLS its certificate is self-signed and trusted by nobody. */
export function createSimulatorServer(kernel: Kernel, tls: boolean): Server {
  if (!tls) return createServer(listen(kernel))
  return createTlsServer({ key: DEMO_UNTRUSTED_TLS.privateKeyPem, cert: DEMO_UNTRUSTED_TLS.certificatePem }, listen(kernel))
}
