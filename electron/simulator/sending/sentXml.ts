/** What the parser makes of an element with anything inside. */
export type XmlNode = Readonly<Record<string, unknown>>

function isNode(value: unknown): value is XmlNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The element along a path; an empty one where the path ends. */
export function nodeAt(node: unknown, ...way: readonly string[]): XmlNode {
  let value: unknown = node
  for (const name of way) value = isNode(value) ? value[name] : undefined
  return isNode(value) ? value : {}
}

/** The trimmed text along a path, empty where there is none. */
export function textAt(node: unknown, ...way: readonly string[]): string {
  let value: unknown = node
  for (const name of way) value = isNode(value) ? value[name] : undefined
  // An element with attributes is a node with its text inside.
  const text = isNode(value) ? value['#text'] : value
  return typeof text === 'string' ? text.trim() : ''
}

/** An amount in hundredths; 0 where there is none. */
export function minorAt(node: XmlNode, name: string): number {
  return Math.round(Number(textAt(node, name) || '0') * 100)
}
