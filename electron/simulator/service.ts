/** How the whole of KSeF stands: answering, 503 without a word, or 503 with a page that tells of maintenance. Links are no exception. */
export const SERVICE_MODES = ['up', 'unavailable', 'maintenance'] as const
export type ServiceMode = (typeof SERVICE_MODES)[number]

/** What concerns every answer, until it is switched again. */
export interface Service {
  mode: ServiceMode
  /** Text of the header `X-System-Warning`; null for none. */
  warning: string | null
}

export function createService(): Service {
  return { mode: 'up', warning: null }
}
