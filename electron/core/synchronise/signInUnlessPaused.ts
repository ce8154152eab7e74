import type { SignInResult } from '../../ksef/auth/accessTokens.ts'
import { unlessBudgetSpent } from './budgetWaits.ts'
import type { Part } from './budgetWaits.ts'
import type { RefreshRun } from './refreshRun.ts'

/** Signs in; null where KSeF wants no sign-in for now: then the part that would come next waits. Every other failure rises. */
export async function signInUnlessPaused({ client, signal, waits }: Pick<RefreshRun, 'client' | 'signal' | 'waits'>, next: Part): Promise<SignInResult | null> {
  let signedIn: SignInResult | null = null
  await unlessBudgetSpent(next, waits, async () => {
    signedIn = await client.signIn(signal)
  })
  return signedIn
}
