export type PrologRefusal = 'empty' | 'not-xml' | 'html-page' | 'dtd-refused'

/** Looks at the beginning of a document before any parser does; null: it may be parsed. */
export function refuseProlog(text: string): PrologRefusal | null {
  const start = firstTag(text)
  if (start === null) return text.trim() === '' ? 'empty' : 'not-xml'
  const opening = text.slice(start, start + 40).toLowerCase()
  if (/^<(?:!doctype\s+html|html)(?![\w.-])/.test(opening)) return 'html-page'
  if (opening.startsWith('<!doctype')) return 'dtd-refused'
  return null
}

/** The local name of the first element, or null when the text does not begin with one. */
export function rootName(text: string): string | null {
  const start = firstTag(text)
  if (start === null) return null
  return /^<(?:[\p{L}_][\p{L}\p{N}._-]*:)?([\p{L}_][\p{L}\p{N}._-]*)[\s/>]/u.exec(text.slice(start, start + 256))?.[1] ?? null
}

/** Where the first thing that is neither white space, processing instruction nor comment begins; null when it is no tag. */
function firstTag(text: string): number | null {
  let position = 0
  for (;;) {
    while (position < text.length && text.charCodeAt(position) <= 32) position += 1
    const end = text.startsWith('<?', position) ? '?>' : text.startsWith('<!--', position) ? '-->' : null
    if (end === null) return text[position] === '<' ? position : null
    const closing = text.indexOf(end, position + 2)
    if (closing === -1) return null
    position = closing + end.length
  }
}
