import type { Inspection } from './inputs.ts'

/** What was noted of a document. A note that came to harm says nothing: no check was made, and the self-check tells it. */
export function readInspection(noted: string): Inspection {
  try {
    const inspection = JSON.parse(noted) as Partial<Inspection> | null
    if (Array.isArray(inspection?.checks)) return { signer: null, signedAt: null, ...inspection, checks: inspection.checks }
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
  }
  return { checks: [], signer: null, signedAt: null }
}
