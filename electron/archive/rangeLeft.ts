/** What is left to read of a range that was asked for, as it stands in `syncState` (`from/to`, instants in UTC); null: nothing. */
export function rangeLeft(kept: string | null): { readonly from: string; readonly to: string } | null {
  const [from, to] = kept?.split('/') ?? []
  return from === undefined || to === undefined || from >= to ? null : { from, to }
}
