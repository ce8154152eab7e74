import { Refused } from '../http/problemDetails.ts'
import { composeReference, digitsOf } from '../references.ts'
import { warsawDayAt } from '../time.ts'

const LIFE_MS = 10 * 60_000

export interface Challenge {
  readonly text: string
  readonly issuedAt: number
}

export interface Challenges {
  readonly issue: (now: number) => Challenge
  /** Takes a challenge out; one that is unknown, used or older than ten minutes is refused with 21111 (API-NOTES §2). */
  readonly use: (text: string, now: number) => Challenge
}

export function createChallenges(seed: number): Challenges {
  const open = new Map<string, Challenge>()
  let issued = 0
  return {
    issue: (now) => {
      issued += 1
      const digits = digitsOf(`challenge ${seed} ${issued} ${now}`)
      const challenge = { text: composeReference(warsawDayAt(now), 'CR', digits.slice(0, 10), digits.slice(10, 20)), issuedAt: now }
      for (const [text, old] of open) if (now - old.issuedAt > LIFE_MS) open.delete(text)
      open.set(challenge.text, challenge)
      return challenge
    },
    use: (text, now) => {
      const challenge = open.get(text)
      open.delete(text)
      if (challenge === undefined || now - challenge.issuedAt > LIFE_MS) {
        throw new Refused({ status: 400, code: 21111, description: 'Nieprawidłowe wyzwanie autoryzacyjne.' })
      }
      return challenge
    },
  }
}
