import type { Answer } from '../http/answer.ts'
import type { Call } from '../http/call.ts'
import { storageError } from '../http/storageError.ts'
import type { Kernel } from '../kernel.ts'
import type { LinkKind } from '../links.ts'

/** Why a link is not answered, or null: no token may come along, and it lives for a while (API-NOTES §3). A token sent along is a leak. */
export function linkRefusal(call: Call, { calls, links }: Kernel, kind: LinkKind, owner: string, name: string): Answer | null {
  if (call.headers.has('authorization')) {
    calls.recordLeak()
    return storageError(400, 'InvalidAuthenticationInfo', 'Authentication information is not given in the correct format.')
  }
  const verdict = links.check(kind, owner, name, call.query)
  if (verdict === 'valid') return null
  return storageError(403, 'AuthenticationFailed', verdict === 'expired' ? 'Signed expiry time has passed.' : 'Signature did not match.')
}
