import { foldForSearch } from '../shared/model/foldForSearch.ts'

const LONGEST_KEY = 200

/** Names in the order of the alphabet without marks: Łukasz among the L. */
export function nameKey(name: string | null): string | null {
  return name === null ? null : foldForSearch(name).slice(0, LONGEST_KEY)
}

/** Own numbers in the order that people count: FV/2/2026 before FV/10/2026. */
export function numberKey(number: string | null): string | null {
  return number === null ? null : foldForSearch(number).replace(/\d+/g, (digits) => digits.padStart(10, '0')).slice(0, LONGEST_KEY)
}
