/**
 * Puts a part before the end tag of the document element of a well-formed UTF-8 document; an empty element is opened.
 * What may follow the document element are white space, comments and processing instructions only.
 */
export function insertBeforeEnd(xml: Uint8Array, part: Uint8Array): Buffer {
  const bytes = Buffer.from(xml.buffer, xml.byteOffset, xml.byteLength)
  let end = skipSpaceBackwards(bytes, bytes.length)
  for (let misc = miscellaneousStart(bytes, end); misc !== null; misc = miscellaneousStart(bytes, end)) end = skipSpaceBackwards(bytes, misc)
  const start = bytes.lastIndexOf('<', end - 1, 'latin1')
  const tag = bytes.toString('utf8', start, end)
  if (tag.startsWith('</')) return Buffer.concat([bytes.subarray(0, start), part, bytes.subarray(start)])
  const name = /^<([^\s/>]+)/.exec(tag)?.[1] ?? ''
  return Buffer.concat([bytes.subarray(0, end - 2), Buffer.from('>'), part, Buffer.from(`</${name}>`), bytes.subarray(end)])
}

function skipSpaceBackwards(bytes: Buffer, from: number): number {
  let end = from
  while (end > 0 && [0x20, 0x09, 0x0a, 0x0d].includes(bytes[end - 1] ?? 0)) end -= 1
  return end
}

function miscellaneousStart(bytes: Buffer, end: number): number | null {
  const closing = bytes.toString('latin1', Math.max(0, end - 3), end)
  // A comment holds no "--" and a processing instruction no "?>", so the last opening is theirs.
  if (closing === '-->') return bytes.lastIndexOf('<!--', end - 3, 'latin1')
  if (closing.endsWith('?>')) return bytes.lastIndexOf('<?', end - 2, 'latin1')
  return null
}
