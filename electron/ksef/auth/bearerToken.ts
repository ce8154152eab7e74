import * as z from 'zod'
import { optionalText } from '../http/readAnswer.ts'

/** A bearer token and, as KSeF wrote it, until when it is good (null when not told). */
export interface BearerToken {
  readonly token: string
  readonly validUntil: string | null
}

export const bearerToken = z.object({ token: z.string().min(1), validUntil: optionalText })
