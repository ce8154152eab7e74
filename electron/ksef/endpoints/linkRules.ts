import { AppError } from '../../shared/errors.ts'
import { apiError } from '../apiErrors.ts'
import { readLink } from '../environments.ts'
import type { HttpAnswer } from '../http/transport.ts'

const LINK_ROUTE = 'GET {downloadUrl}'

/** The address of a link that KSeF handed out; AppError 'link-refused' where it leads anywhere but to the API's own host. */
export function addressOfLink(link: string, apiBase: string): URL {
  const read = readLink(link, apiBase)
  if ('refused' in read) throw new AppError('link-refused', { details: { reason: read.refused, route: LINK_ROUTE } })
  return read.url
}

/** What an unwanted answer of a link is: 'api-unavailable', 'api-rate-limited', else 'link-refused' (details: reason, httpStatus). */
export function linkFailure(answer: HttpAnswer, link: string, url: URL): AppError {
  // A link is a secret while it lives: it opens the document without a token.
  const error = apiError(answer, { route: LINK_ROUTE, secrets: [link, url.href, url.search.slice(1)] })
  if (error.code === 'api-unavailable' || error.code === 'api-rate-limited') return error
  const reason = answer.status >= 300 && answer.status < 400 ? 'redirect' : 'status'
  return new AppError('link-refused', { details: { ...error.details, reason }, cause: error })
}
