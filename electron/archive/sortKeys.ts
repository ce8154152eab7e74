import { foldForSearch } from '../shared/model/foldForSearch.ts'

const LONGEST_KEY = 200

/** Names in the order of the alphabet without marks: Łukasz among the L. */
export function nameKey(name: string | null): string | null {
  return name === null ? null : cut(foldForSearch(name))
}

/** Own numbers in the order that people count: FV/2/2026 before FV/10/2026. */
export function numberKey(number: string | null): string | null {
  return number === null ? null : cut(foldForSearch(number).replace(/\d+/g, (digits) => digits.padStart(10, '0')))
}

/** Never through the middle of a character: half of one is no text that SQLite could give back. */
function cut(key: string): string {
  return key.slice(0, LONGEST_KEY).replace(/[\uD800-\uDBFF]$/, '')
}
