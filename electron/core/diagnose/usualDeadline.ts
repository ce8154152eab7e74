/** The usual last day to issue an invoice: the 15th of the month after that of `issuedOn` (art. 106i; it has exceptions, hence "usual"). */
export function usualDeadline(issuedOn: string): string {
  const year = Number(issuedOn.slice(0, 4))
  const month = Number(issuedOn.slice(5, 7))
  return new Date(Date.UTC(year, month, 15)).toISOString().slice(0, 10)
}
