import type { TokenUse } from '../auth/jwt.ts'
import type { Permission } from '../auth/principal.ts'
import type { Kernel } from '../kernel.ts'
import type { CallGroup } from '../limits/limitsInForce.ts'
import type { Answer } from './answer.ts'
import type { Call, SignedInCall } from './call.ts'

interface RouteCommon {
  /** Name for counts and faults, such as `sessions.list`. */
  readonly id: string
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** As in open-api.json, with braces. */
  readonly path: string
  readonly group: CallGroup
}

/** A route anyone may call, or one that looks at its token itself. */
export interface OpenRoute extends RouteCommon {
  readonly access: 'open'
  readonly handle: (call: Call, kernel: Kernel) => Answer | Promise<Answer>
}

/** A route behind an access token. */
export interface ProtectedRoute extends RouteCommon {
  readonly access: 'protected'
  /** Any of these will do; none is wanted where the list is empty. */
  readonly permissions: readonly Permission[]
  /** Uses of tokens accepted besides `access`. */
  readonly alsoAccepts?: readonly TokenUse[]
  readonly handle: (call: SignedInCall, kernel: Kernel) => Answer | Promise<Answer>
}

export type Route = OpenRoute | ProtectedRoute

export interface RouteMatch {
  readonly route: Route
  readonly parameters: ReadonlyMap<string, string>
}

/** A part of a path without its escapes, or as it is where they are broken. */
function unescapePart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch (error) {
    if (error instanceof URIError) return part
    throw error
  }
}

function matchPath(pattern: readonly string[], path: readonly string[]): ReadonlyMap<string, string> | null {
  if (pattern.length !== path.length) return null
  const parameters = new Map<string, string>()
  for (const [position, expected] of pattern.entries()) {
    const actual = path[position] ?? ''
    if (expected.startsWith('{')) parameters.set(expected.slice(1, -1), unescapePart(actual))
    else if (expected !== actual) return null
  }
  return parameters
}

/** Finds the route of a request; fixed words win over parameters (`…/invoices/failed` over `…/invoices/{ref}`). */
export function createRouter(routes: readonly Route[]): (method: string, path: string) => RouteMatch | null {
  const patterns = routes
    .map((route) => ({ route, segments: route.path.split('/') }))
    .sort((left, right) => left.segments.filter((segment) => segment.startsWith('{')).length - right.segments.filter((segment) => segment.startsWith('{')).length)
  return (method, path) => {
    const segments = path.split('/')
    for (const { route, segments: pattern } of patterns) {
      if (route.method !== method) continue
      const parameters = matchPath(pattern, segments)
      if (parameters !== null) return { route, parameters }
    }
    return null
  }
}
