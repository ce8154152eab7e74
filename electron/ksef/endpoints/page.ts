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

/** Reads each item for itself, so that one strange item does not cost the page. */
export function readItems<T extends object>(
  values: readonly unknown[],
  schema: z.ZodType<T>,
  toRaw: (value: unknown) => unknown = (value) => value,
): { readonly items: readonly WithRaw<T>[]; readonly unreadable: readonly unknown[] } {
  const items: WithRaw<T>[] = []
  const unreadable: unknown[] = []
  for (const value of values) {
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
