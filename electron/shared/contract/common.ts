import { z } from 'zod'
import { APP_ERROR_CODES } from '../errors.ts'

export const TaxpayerId = z.int().positive().brand('TaxpayerId')
export type TaxpayerId = z.infer<typeof TaxpayerId>

export const InvoiceId = z.int().positive().brand('InvoiceId')
export type InvoiceId = z.infer<typeof InvoiceId>

export const SessionId = z.int().positive().brand('SessionId')
export type SessionId = z.infer<typeof SessionId>

export const JobId = z.string().min(1).max(64).brand('JobId')
export type JobId = z.infer<typeof JobId>

/** A calendar day, `YYYY-MM-DD`. */
export const Day = z.iso.date()

/** An instant in UTC with milliseconds, `2026-02-01T10:00:00.123Z`. */
export const Instant = z.iso.datetime({ precision: 3 })

/** A time as KSeF wrote it, beside its normalised value (null where it could not be read). */
export const KsefTime = z.object({ written: z.string(), utc: Instant.nullable() })
export type KsefTime = z.infer<typeof KsefTime>

export const ErrorDetailsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string()).readonly()]))

export const ErrorReportSchema = z.object({ code: z.enum(APP_ERROR_CODES), details: ErrorDetailsSchema })

export const Nothing = z.null()
