/** A KSeF number without its check digits, up to and with the dash before them: what is the same where only they were quoted wrongly. */
export function ksefNumberBody(ksefNumber: string): string
export function ksefNumberBody(ksefNumber: string | null): string | null
export function ksefNumberBody(ksefNumber: string | null): string | null {
  return ksefNumber === null ? null : ksefNumber.slice(0, -2)
}
