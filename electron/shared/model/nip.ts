const WEIGHTS = [6, 5, 7, 2, 3, 4, 5, 6, 7] as const

/** True for ten digits whose last is the check digit (modulo 11, never 10). */
export function isValidNip(text: string): boolean {
  if (!/^\d{10}$/.test(text)) return false
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(text[index]), 0)
  return sum % 11 === Number(text[9])
}

/** The ten digits of a NIP as people write it ("PL 525-224-84-81", "525.224.84.81"), or null when they are not ten digits. */
export function normaliseNip(text: string): string | null {
  const digits = text.trim().replace(/^PL/i, '').replace(/[\s.-]/g, '')
  return /^\d{10}$/.test(digits) ? digits : null
}

/** A NIP with a right check digit made from nine digits, or null when those nine digits can have none. */
export function nipFromNineDigits(digits: string): string | null {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0)
  return sum % 11 === 10 ? null : `${digits}${sum % 11}`
}
