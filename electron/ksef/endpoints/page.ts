import { setImmediate as nextTurn } from 'node:timers/promises'
import type * as z from 'zod'

/** One page of a list that goes on with a continuation token. */
export interface Page<T> {
  readonly items: readonly T[]
  /** Items without what is indispensable (a reference number, a status code), as they came: on no account silently lost. */
  readonly unreadable: readonly unknown[]
  /** Null on the last page. */
  readonly continuationToken: string | null
}

/** An item with its own JSON beside it, for the archive. */
export type WithRaw<T> = T & { readonly raw: unknown }

/** A thousand items cold take 40 ms on a slow core; the window must not feel them. */
const ITEMS_PER_TURN = 200

/** Reads each item for itself, so that one strange item does not cost the page; long pages let others work in between. */
export async function readItems<T extends object>(
  values: readonly unknown[],
  schema: z.ZodType<T>,
  toRaw: (value: unknown) => unknown = (value) => value,
): Promise<{ readonly items: readonly WithRaw<T>[]; readonly unreadable: readonly unknown[] }> {
  const items: WithRaw<T>[] = []
  const unreadable: unknown[] = []
  for (const [index, value] of values.entries()) {
    if (index > 0 && index % ITEMS_PER_TURN === 0) await nextTurn()
    const parsed = schema.safeParse(value)
    if (parsed.success) items.push({ ...parsed.data, raw: toRaw(value) })
    else unreadable.push(toRaw(value))
  }
  return { items, unreadable }
}

/** The same JSON without these fields, at the top: links open documents without a token and are never kept (API-NOTES §6). */
export function withoutFields(value: unknown, ...names: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)))
}
