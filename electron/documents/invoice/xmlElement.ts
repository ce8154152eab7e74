/** One element of a hostile document: local names only, text never interpreted. */
export interface XmlElement {
  /** Local name, without its prefix. */
  readonly name: string
  /** By name as written; the object has no prototype. */
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  /** Its own text, without that of its children. */
  readonly ownText: string
  /** False when the document ended inside it: its text may be cut. */
  readonly closed: boolean
}

/** The name without its namespace prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** The first child of this name along a path, or null. */
export function childAt(element: XmlElement | null, ...path: readonly string[]): XmlElement | null {
  return path.reduce<XmlElement | null>((parent, name) => parent?.children.find((child) => child.name === name) ?? null, element)
}

/** The children of this name. */
export function childrenNamed(element: XmlElement | null, name: string): readonly XmlElement[] {
  return element === null ? [] : element.children.filter((child) => child.name === name)
}

/** An element's trimmed text; null when it is absent, empty, cut, or holds elements. */
export function textOf(element: XmlElement | null): string | null {
  if (element === null || !element.closed || element.children.length > 0) return null
  const text = element.ownText.trim()
  return text === '' ? null : text
}

/** `textOf` the first child along a path. */
export function textAt(element: XmlElement | null, ...path: readonly string[]): string | null {
  return textOf(childAt(element, ...path))
}
