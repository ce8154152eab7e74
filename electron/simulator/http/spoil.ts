import { sha256Base64 } from '../../crypto/hash.ts'
import type { FaultEffect } from '../faults.ts'
import type { Answer } from './answer.ts'
import { isObject } from './call.ts'
import { Refused } from './problemDetails.ts'
import type { ServiceMode } from '../service.ts'
import { storageError } from './storageError.ts'

function page(title: string, text: string): string {
  return `<!DOCTYPE html><html><head><title>${title}</title></head><body>${text}</body></html>`
}

const BOT_WALL = page('Request Rejected', 'The requested URL was rejected. Please consult with your administrator.')
const OUTAGE = page('503', '<h1>Przerwa techniczna</h1>')

function htmlAnswer(status: number, html: string): Answer {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: Buffer.from(html) }
}

/** What every call is answered while KSeF is out of service; null while it is not. */
export function answerOutOfService(mode: ServiceMode): Answer | null {
  if (mode === 'up') return null
  return mode === 'maintenance' ? htmlAnswer(503, OUTAGE) : { status: 503, headers: {}, body: Buffer.alloc(0) }
}

/** Details that KSeF gives with each reason of a 403 (open-api.json, ForbiddenProblemDetails.security). */
const FORBIDDEN_SECURITY = {
  'missing-permissions': { requiredAnyOfPermissions: ['Introspection'], presentPermissions: ['InvoiceRead'] },
  'ip-not-allowed': { clientIp: '127.0.0.1' },
  'insufficient-resource-access': undefined,
  'auth-method-not-allowed': { authenticationMethodCategory: 'Token' },
  'security-service-blocked': { incidentId: 'demo-0001', clientIp: '127.0.0.1' },
  'context-type-not-allowed': { contextIdentifierType: 'Nip' },
} as const

/** What a fault answers instead of the route; null where the route is to answer and be spoilt afterwards. Refusals are thrown. */
export function answerInstead(effect: FaultEffect): Answer | null {
  switch (effect.kind) {
    case 'bot-wall':
      return htmlAnswer(200, BOT_WALL)
    case 'outage':
      return htmlAnswer(503, OUTAGE)
    case 'server-error':
      throw new Refused({ status: 500, detail: 'Nieznany błąd.' })
    case 'unauthorized':
      throw new Refused({ status: 401, detail: 'Wymagane jest uwierzytelnienie.' })
    case 'gone':
      throw new Refused({ status: 410, detail: 'Zasób nie jest już dostępny.' })
    case 'forbidden': {
      const security = FORBIDDEN_SECURITY[effect.reason]
      throw new Refused({ status: 403, detail: 'Odmowa dostępu.', reasonCode: effect.reason, ...(security === undefined ? {} : { security }) })
    }
    case 'rate-limited': {
      const { retryAfterSeconds } = effect
      throw new Refused({ status: 429, retryAfterSeconds, detail: `Przekroczono limit żądań. Spróbuj ponownie po ${retryAfterSeconds} sekundach.` })
    }
    case 'no-upo-yet':
      throw new Refused({ status: 400, code: 21178, description: 'Nie znaleziono UPO dla podanych kryteriów.' })
    case 'not-available-yet':
      throw new Refused({ status: 400, code: 21165, description: 'Faktura o podanym numerze KSeF nie jest jeszcze dostępna.' })
    case 'unknown-key':
      throw new Refused({ status: 400, code: 21470, description: 'Przesłany identyfikator klucza jest nieznany lub wskazuje na wycofany klucz.' })
    case 'expired-link':
      return storageError(403, 'AuthenticationFailed', 'Signed expiry time has passed.')
    default:
      return null
  }
}

/** Other bytes under a hash header that fits them: only a look inside tells. */
function withBody(answer: Answer, body: Buffer): Answer {
  const hash = sha256Base64(body)
  return { ...answer, body, headers: { ...answer.headers, ...('x-ms-meta-hash' in answer.headers ? { 'x-ms-meta-hash': hash } : {}) } }
}

function withoutHeader(answer: Answer, name: string): Answer {
  return { ...answer, headers: Object.fromEntries(Object.entries(answer.headers).filter(([header]) => header !== name)) }
}

function changeJson(answer: Answer, change: (object: Readonly<Record<string, unknown>>) => object): Answer {
  if (!(answer.headers['content-type'] ?? '').startsWith('application/json')) return answer
  const deep = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(deep)
    return isObject(value) ? change(Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, deep(inner)]))) : value
  }
  return { ...answer, body: Buffer.from(JSON.stringify(deep(JSON.parse(answer.body.toString('utf8'))))) }
}

function breakSignature(body: Buffer): Buffer {
  const marker = '<ds:SignatureValue>'
  const at = body.indexOf(marker)
  if (at < 0) return body
  const changed = Buffer.from(body)
  const first = at + marker.length
  changed[first] = changed[first] === 0x41 ? 0x42 : 0x41
  return changed
}

/** The first letter outside ASCII becomes a byte that is no UTF-8. */
function breakUtf8(body: Buffer): Buffer {
  const at = body.findIndex((byte) => byte >= 0xc3)
  if (at < 0) return body
  return Buffer.concat([body.subarray(0, at), Buffer.from([0xb3]), body.subarray(at + 2)])
}

/** A successful answer as a fault leaves it. */
export function spoilAnswer(answer: Answer, effect: FaultEffect): Answer {
  switch (effect.kind) {
    case 'wrong-hash-header':
      return 'x-ms-meta-hash' in answer.headers ? { ...answer, headers: { ...answer.headers, 'x-ms-meta-hash': sha256Base64(Buffer.from('wrong')) } } : answer
    case 'no-hash-header':
      return withoutHeader(answer, 'x-ms-meta-hash')
    case 'broken-signature':
      return withBody(answer, breakSignature(answer.body))
    case 'changed-bytes':
      return { ...answer, body: Buffer.from(answer.body.toString('latin1').replace(/\d(?=<)/, (digit) => String((Number(digit) + 1) % 10)), 'latin1') }
    case 'broken-utf-8':
      return withBody(answer, breakUtf8(answer.body))
    case 'short-body':
      return { ...answer, body: answer.body.subarray(0, answer.body.length >> 1) }
    case 'unknown-fields':
      return changeJson(answer, (object) => ({ ...object, fieldOfTomorrow: { since: '3.0' } }))
    case 'vanished-fields':
      return changeJson(answer, (object) => Object.fromEntries(Object.entries(object).filter(([name]) => !effect.fields.includes(name))))
    case 'system-warning':
      // A header carries bytes: Node wants them one by one.
      return { ...answer, headers: { ...answer.headers, 'x-system-warning': Buffer.from(effect.text, 'utf8').toString('latin1') } }
    default:
      return answer
  }
}
