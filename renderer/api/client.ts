import type { Api, Reply } from '../../electron/shared/contract/api.ts'
import type { AppErrorCode, ErrorDetails } from '../../electron/shared/errors.ts'
import { watchAnswer } from './lateAnswers.ts'

declare global {
  interface Window {
    readonly api: Api
  }
}

/** A command that the main process refused or failed; the incident number is the one in its log. */
export class RequestFailed extends Error {
  readonly code: AppErrorCode
  readonly details: ErrorDetails
  readonly incidentId: string

  constructor({ code, details, incidentId }: Extract<Reply<unknown>, { ok: false }>['error']) {
    super(code)
    this.name = 'RequestFailed'
    this.code = code
    this.details = details
    this.incidentId = incidentId
  }
}

/** The value of an answer, or RequestFailed; that it is late is said on the screen. */
export function unwrap<T>(reply: Promise<Reply<T>>): Promise<T> {
  return watchAnswer(unwrapChoice(reply))
}

/** The same where a person chooses something first, for which they may take any time. */
export async function unwrapChoice<T>(reply: Promise<Reply<T>>): Promise<T> {
  const answer = await reply
  if (!answer.ok) throw new RequestFailed(answer.error)
  return answer.value
}
