/** More than any number or link is long; the rest of a paste is not looked at. */
export const LONGEST_PASTE = 4000

const DASHES = /[\u00ad\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]/g
const UNSEEN = /[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g
const QUOTES = /^["'`„”“«»‚‘’()[\]{},;.\s]+|["'`„”“«»‚‘’()[\]{},;.\s]+$/g
/** Longer labels first; a colon or a space must follow, so that an own number such as "NR/5" stays whole. */
const LABEL = /^(?:(?:nr|numer|number|no\.?)\s+)?(?:numer(?:em)? ksef|nr ksef|ksef number|ksef|numer referencyjny(?: sesji| faktury)?|reference number|nr ref\.?|sesja|session|faktura(?: vat)?(?: sprzedaży| korygująca| zaliczkowa| rozliczeniowa)?(?: nr\.?| numer)?|f[av] (?:nr\.?|numer)|faktury|invoice(?: no\.?| number)?|upo|sha-?256|hash|skrót|certyfikat|numer seryjny|serial(?: number)?|nr\.?|numer)(?:\s*[:=#]\s*|\s+)/i
/** The day that letters and statements put after an own number. */
const DATED = /\s+(?:z(?: dnia)?|dated|of)\s+(?:\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d{2}-\d{2})(?:\s*r\.?)?$/i

/** A paste as written, in plain characters: without unseen ones and foreign dashes, spaces single. */
export function plainPaste(raw: string): string {
  return raw.normalize('NFKC').replace(UNSEEN, '').replace(DASHES, '-').replace(/[\p{Cc}\s]+/gu, ' ').trim()
}

/** A paste without what does not belong to the number: quotes, brackets, labels and the date after it. */
export function tidyPaste(raw: string): string {
  let text = plainPaste(raw)
  for (;;) {
    const stripped = text.replace(QUOTES, '').replace(LABEL, '').replace(DATED, '')
    if (stripped === text) return text
    text = stripped
  }
}
