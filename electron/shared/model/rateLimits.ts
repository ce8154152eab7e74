/** Groups of `GET /rate-limits` (open-api.json, EffectiveApiRateLimits) that an archive uses, and `other`. */
export const RATE_GROUPS = [
  'sessionList',
  'sessionInvoiceList',
  'sessionMisc',
  'invoiceStatus',
  'invoiceMetadata',
  'invoiceDownload',
  'invoiceExport',
  'invoiceExportStatus',
  'onlineSession',
  'batchSession',
  'invoiceSend',
  'other',
] as const
export type RateGroup = (typeof RATE_GROUPS)[number]

/** Calls allowed in any sliding second, minute and hour; all three hold at once. */
export interface RateLimit {
  readonly perSecond: number
  readonly perMinute: number
  readonly perHour: number
}

export type RateLimits = Readonly<Record<RateGroup, RateLimit>>

/** The production limits of API 2.6 (API-NOTES §3; sending groups from the Ministry's limits page), used until `/rate-limits` was read. */
export const PRODUCTION_LIMITS: RateLimits = {
  sessionList: { perSecond: 5, perMinute: 10, perHour: 60 },
  sessionInvoiceList: { perSecond: 10, perMinute: 20, perHour: 200 },
  sessionMisc: { perSecond: 10, perMinute: 120, perHour: 1200 },
  invoiceStatus: { perSecond: 30, perMinute: 120, perHour: 1200 },
  invoiceMetadata: { perSecond: 8, perMinute: 16, perHour: 20 },
  invoiceDownload: { perSecond: 8, perMinute: 16, perHour: 64 },
  invoiceExport: { perSecond: 8, perMinute: 16, perHour: 20 },
  invoiceExportStatus: { perSecond: 10, perMinute: 60, perHour: 600 },
  onlineSession: { perSecond: 10, perMinute: 30, perHour: 120 },
  batchSession: { perSecond: 10, perMinute: 20, perHour: 60 },
  invoiceSend: { perSecond: 10, perMinute: 30, perHour: 180 },
  other: { perSecond: 10, perMinute: 30, perHour: 120 },
}
