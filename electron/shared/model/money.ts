/**
 * An amount of KSeF metadata (a JSON number with at most two decimals) as an integer of the minor unit.
 * KSeF writes every currency with two decimals, so one hundredth is the unit for all of them.
 */
export function toMinorUnits(amount: number): number {
  return Math.round(amount * 100)
}
