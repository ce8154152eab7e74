import { sha256Base64 } from '../../crypto/hash.ts'
import type { SignInResult } from '../../ksef/auth/accessTokens.ts'
import { nowOf } from './refreshRun.ts'
import type { RefreshRun } from './refreshRun.ts'
import { readMark, writeMark } from './syncMarks.ts'

/** Since when this credential has had the permissions that it has now: what was refused before that is worth asking again. */
export async function noteAccess(run: RefreshRun, { claims }: Pick<SignInResult, 'claims'>): Promise<string> {
  const access = sha256Base64(Buffer.from(JSON.stringify([run.client.credentialFacts, claims.permissions?.toSorted() ?? null, claims.roles.toSorted()])))
  const since = await readMark(run.archive, 'accessSince')
  if (since !== null && (await readMark(run.archive, 'access')) === access) return since
  const now = nowOf(run)
  await writeMark(run.archive, 'accessSince', now)
  await writeMark(run.archive, 'access', access)
  return now
}
