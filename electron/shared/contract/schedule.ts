import { z } from 'zod'
import { command } from './command.ts'
import { Instant, Nothing } from './common.ts'

/** KSeF asks programs not to look more often; UPO are in no hurry either. */
export const LEAST_MINUTES = 15
export const MOST_MINUTES = 24 * 60

/** When all taxpayers are refreshed without being asked. Times of day are Warsaw times, as everywhere in the program. */
export const Schedule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('off') }),
  z.object({ kind: z.literal('daily'), at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/) }),
  z.object({ kind: z.literal('every'), minutes: z.int().min(LEAST_MINUTES).max(MOST_MINUTES) }),
])
export type Schedule = z.infer<typeof Schedule>

/** How the newest run went: `done`; `waits` for a limit of KSeF; `unreachable`: no network, or KSeF is down; `needs-person`: something that does not pass by itself. */
export const SCHEDULED_OUTCOMES = ['done', 'waits', 'unreachable', 'needs-person'] as const
export type ScheduledOutcome = (typeof SCHEDULED_OUTCOMES)[number]

export const ScheduleView = z.object({
  /** Null: nothing is planned (off or paused), or a run is under way. */
  nextRunAt: Instant.nullable(),
  isRunning: z.boolean(),
  lastRun: z.object({ at: Instant, outcome: z.enum(SCHEDULED_OUTCOMES) }).nullable(),
})
export type ScheduleView = z.infer<typeof ScheduleView>

export const schedule = {
  view: command(Nothing, ScheduleView),
}
