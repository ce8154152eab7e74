import { AppError } from '../../shared/errors.ts'
import type { AccessTokens } from '../auth/accessTokens.ts'
import type { ApiCall, SendApiCall } from '../http/apiConnection.ts'
import type { HttpAnswer } from '../http/transport.ts'

/** Sends a call with the context's access token. */
export type SendAuthorised = (call: ApiCall, signal: AbortSignal) => Promise<HttpAnswer>

/** Signs in when needed; after a 401 the call goes once more with a new token, and never a third time. */
export function createSendAuthorised(send: SendApiCall, tokens: AccessTokens): SendAuthorised {
  return async (call, signal) => {
    const token = await tokens.get(signal)
    try {
      return await send(call, token, signal)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'api-unauthorized') throw error
      return send(call, await tokens.replace(token, signal), signal)
    }
  }
}
