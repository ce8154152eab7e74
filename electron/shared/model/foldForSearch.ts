/**
 * Text as it is indexed and asked for: without marks, ł as l, lower case, single spaces.
 * SQLite's `unicode61 remove_diacritics 2` leaves the Polish ł alone, so both sides go through here.
 */
export function foldForSearch(text: string): string {
  const folded = (NOT_ASCII.test(text) ? withoutMarks(text) : text).toLowerCase()
  return (UNEVEN_SPACE.test(folded) ? folded.replace(/\s+/g, ' ') : folded).trim()
}

/** Numbers and references, which are most of what is folded, have no marks to look for. */
const NOT_ASCII = /[^\0-\x7f]/

/** Anything but single spaces. */
const UNEVEN_SPACE = /\s\s|[^\S ]/

function withoutMarks(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[łŁ]/g, 'l')
}
