import { RATE_GROUPS, type RateGroup, type RateLimit } from '../shared/model/rateLimits.ts'
import { PERMISSIONS } from './auth/principal.ts'
import { SIGN_IN_CODES } from './auth/signIns.ts'
import { readExportSettings } from './exports/exportSettings.ts'
import { parseFaultEffect } from './faults.ts'
import { emptyAnswer, jsonAnswer, type Answer } from './http/answer.ts'
import { invalidInput, isObject, jsonBodyOf, textOf, type Call, type JsonObject } from './http/call.ts'
import { Refused } from './http/problemDetails.ts'
import type { Kernel } from './kernel.ts'
import { SERVICE_MODES } from './service.ts'
import { sessionListItem } from './routes/sessionJson.ts'
import { MAIN_TAXPAYER } from './world/parties.ts'

function isLimit(value: unknown): value is RateLimit {
  return isObject(value) && ['perSecond', 'perMinute', 'perHour'].every((field) => typeof value[field] === 'number')
}

/** `{advanceMs}`, `{set}` (an instant) or `{freeze}` true or false. */
function setClock(body: JsonObject, { clock }: Kernel): Answer {
  if (body.freeze === true) clock.freeze()
  if (body.freeze === false) clock.resume()
  if (typeof body.advanceMs === 'number') clock.advance(body.advanceMs)
  if (typeof body.set === 'string') {
    const at = Date.parse(body.set)
    if (Number.isNaN(at)) throw invalidInput("'set' nie jest datą.")
    clock.set(at)
  }
  return jsonAnswer(200, { now: new Date(clock.now()).toISOString() })
}

/** `{route, effect: {kind, …}, times?, forMs?}`. */
function addFault(body: JsonObject, { faults, clock }: Kernel): Answer {
  const effect = parseFaultEffect(body.effect)
  if (effect === null) throw invalidInput("'effect' nie jest znaną usterką.")
  const { route, times, forMs } = body
  return jsonAnswer(
    201,
    faults.add({
      route: typeof route === 'string' ? route : '*',
      effect,
      times: typeof times === 'number' ? times : null,
      until: typeof forMs === 'number' ? clock.now() + forMs : null,
    }),
  )
}

/** `{mode: 'production' | 'off', groups?: {group: {perSecond, perMinute, perHour}}}`. */
function setLimits(body: JsonObject, { limits }: Kernel): Answer {
  const { mode, groups } = body
  if (mode !== undefined && mode !== 'production' && mode !== 'off') throw invalidInput("'mode' musi mieć wartość production albo off.")
  const changes: Partial<Record<RateGroup, RateLimit>> = {}
  for (const group of RATE_GROUPS) {
    const limit = isObject(groups) ? groups[group] : undefined
    if (isLimit(limit)) changes[group] = limit
  }
  limits.set(mode ?? limits.mode(), changes)
  return jsonAnswer(200, limits.values())
}

/** `{nip?, type?, invoices?, open?}`: a new session, finished unless `open`. */
function addSession(body: JsonObject, { world }: Kernel): Answer {
  const { nip, type, invoices, open } = body
  const taxpayer = nip === undefined ? MAIN_TAXPAYER : world.taxpayers.find((candidate) => candidate.nip === nip)
  if (taxpayer === undefined) throw invalidInput("'nip' nie należy do nikogo z tego świata.")
  const session = world.addSession({
    taxpayer,
    type: type === 'Batch' ? 'Batch' : 'Online',
    invoices: typeof invoices === 'number' ? invoices : 1,
    isOpen: open === true,
  })
  return jsonAnswer(201, sessionListItem(session))
}

function finishSession(reference: string, { world }: Kernel): Answer {
  if (!world.finishSession(reference)) throw invalidInput('Nie ma otwartej sesji o tym numerze.')
  const session = world.session(reference)
  return session === null ? emptyAnswer(204) : jsonAnswer(200, sessionListItem(session))
}

/** `{pageSize}`: how many entries the pages of session UPO have from now on. */
function setPages(body: JsonObject, { upo }: Kernel): Answer {
  const { pageSize } = body
  if (typeof pageSize !== 'number' || !Number.isInteger(pageSize) || pageSize < 1) throw invalidInput("'pageSize' nie jest liczbą całkowitą większą od zera.")
  upo.usePageSize(pageSize)
  return emptyAnswer(204)
}

/** `{mode?, warning?, refuseForMs?}`: out of service or up, the header `X-System-Warning` (null for none), connections refused for a while of real time. */
function setOutage(body: JsonObject, { service, refuseConnections }: Kernel): Answer {
  const { warning, refuseForMs } = body
  if (body.mode !== undefined) {
    const mode = SERVICE_MODES.find((known) => known === body.mode)
    if (mode === undefined) throw invalidInput(`'mode' musi mieć wartość ${SERVICE_MODES.join(', ')}.`)
    service.mode = mode
  }
  if (typeof warning === 'string' || warning === null) service.warning = warning
  if (typeof refuseForMs === 'number') refuseConnections(refuseForMs)
  return jsonAnswer(200, service)
}

/** `{subject, context, permissions?, refusal?}`: what a certificate's NIP may do in a context, or the code with which its sign-in ends (415 without either). */
function setGrant(body: JsonObject, { grants }: Kernel): Answer {
  const { permissions, refusal } = body
  const granted = PERMISSIONS.filter((permission) => Array.isArray(permissions) && permissions.includes(permission))
  const access = granted.length > 0 ? { isOwner: false, permissions: granted } : { refusal: SIGN_IN_CODES.find((code) => code === refusal) ?? 415 }
  grants.set(textOf(body, 'subject'), textOf(body, 'context'), access)
  return jsonAnswer(200, access)
}

/** Fields of `ExportSettings`, those that are to change; answers all of them. */
function setExports(body: JsonObject, { exports }: Kernel): Answer {
  const changes = readExportSettings(body)
  if (changes === null) throw invalidInput('Ustawienia eksportu są nieprawidłowe.')
  exports.use(changes)
  return jsonAnswer(200, exports.settings())
}

/** The control interface under `/control`, for tests and the demo; it is no part of KSeF and knows no tokens. */
export function handleControl(call: Call, kernel: Kernel): Answer {
  const finish = /^\/control\/sessions\/([^/]+)\/finish$/.exec(call.path)
  const request = finish === null ? `${call.method} ${call.path}` : `${call.method} finish`
  switch (request) {
    case 'GET /control/calls':
      return jsonAnswer(200, kernel.calls.counts())
    case 'DELETE /control/calls':
      kernel.calls.reset()
      return emptyAnswer(204)
    case 'GET /control/clock':
      return jsonAnswer(200, { now: new Date(kernel.clock.now()).toISOString() })
    case 'POST /control/clock':
      return setClock(jsonBodyOf(call), kernel)
    case 'GET /control/faults':
      return jsonAnswer(200, kernel.faults.list())
    case 'POST /control/faults':
      return addFault(jsonBodyOf(call), kernel)
    case 'DELETE /control/faults':
      kernel.faults.clear()
      return emptyAnswer(204)
    case 'POST /control/limits':
      return setLimits(jsonBodyOf(call), kernel)
    case 'POST /control/upo':
      return setPages(jsonBodyOf(call), kernel)
    case 'POST /control/outage':
      return setOutage(jsonBodyOf(call), kernel)
    case 'POST /control/grants':
      return setGrant(jsonBodyOf(call), kernel)
    case 'POST /control/exports':
      return setExports(jsonBodyOf(call), kernel)
    case 'POST /control/sessions':
      return addSession(jsonBodyOf(call), kernel)
    case 'POST finish':
      return finishSession(finish?.[1] ?? '', kernel)
    case 'DELETE /control/links':
      kernel.links.expireAll()
      return emptyAnswer(204)
    default:
      throw new Refused({ status: 404, detail: 'Symulator nie zna takiego polecenia.' })
  }
}
