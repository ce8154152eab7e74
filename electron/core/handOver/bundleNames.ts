/** Longest own number kept in a name: with NIP, KSeF number and ending the whole stays under 160 characters, short enough for a Windows folder. */
const MAX_OWN_NUMBER_LENGTH = 60

export interface NamedInvoice {
  readonly sellerNip: string | null
  readonly invoiceNumber: string | null
  readonly ksefNumber: string | null
}

/**
 * Text as a part of a file name that is the same on Windows, macOS and Linux: plain ASCII letters, digits, `._-`,
 * marks dropped (macOS stores them otherwise), everything else as `_`, no dot or dash at its ends.
 */
export function safeNamePart(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ł/g, 'l')
    .replace(/Ł/g, 'L')
    .replace(/[^A-Za-z0-9._-]+/g, '_')
    .slice(0, MAX_OWN_NUMBER_LENGTH)
    .replace(/^[._-]+|[._-]+$/g, '')
}

/** `{sellerNIP}-{own number}-{KSeF number}`, the beginning of both names of an invoice; parts that are not known are left out. */
export function bundleStem({ sellerNip, invoiceNumber, ksefNumber }: NamedInvoice): string {
  const parts = [sellerNip, invoiceNumber, ksefNumber].map((part) => safeNamePart(part ?? '')).filter((part) => part !== '')
  const stem = parts.join('-')
  // A name such as CON or NUL is a device on Windows; only a lone own number could be one.
  return stem === '' || /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(stem) ? `faktura${stem === '' ? '' : '-'}${stem}` : stem
}

/** Gives names that do not collide on systems which ignore case: the second of the same gets `-2`, and so on. */
export function createNameKeeper(): (stem: string, ending: string) => string {
  const taken = new Set<string>()
  return (stem, ending) => {
    for (let count = 1; ; count += 1) {
      const name = `${stem}${count === 1 ? '' : `-${count}`}${ending}`
      const key = name.toLowerCase()
      if (taken.has(key)) continue
      taken.add(key)
      return name
    }
  }
}
