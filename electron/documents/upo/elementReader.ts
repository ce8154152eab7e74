import { UpoRefused } from './upoRefused.ts'

/** One element as fast-xml-parser gives it, read by local names of the UPO's own namespace. */
export interface ElementReader {
  /** The only element of this name; null when absent. Throws UpoRefused 'ambiguous' when there are two. */
  child(name: string): ElementReader | null
  children(name: string): readonly ElementReader[]
  /** Its text; null when absent or empty. */
  text(name: string): string | null
  /** Its text as a number of up to nine digits. */
  wholeNumber(name: string): number | null
}

/** `prefix` is the root's own, '' for none: an element of another prefix, or with another default namespace, is no part of a UPO. */
export function createElementReader(element: Readonly<Record<string, unknown>>, prefix: string): ElementReader {
  const valuesOf = (name: string): readonly unknown[] => {
    const key = prefix === '' ? name : `${prefix}:${name}`
    const value = Object.hasOwn(element, key) ? element[key] : undefined
    return value === undefined ? [] : Array.isArray(value) ? value : [value]
  }
  const only = (name: string): unknown => {
    const values = valuesOf(name)
    if (values.length > 1) throw new UpoRefused('ambiguous')
    return values[0]
  }
  const text = (name: string): string | null => {
    const value = only(name)
    const written = isElement(value) ? (refuseOtherNamespace(value), value['#text']) : value
    return typeof written === 'string' && written !== '' ? written : null
  }
  return {
    child: (name) => {
      const value = only(name)
      return isElement(value) ? createElementReader(refuseOtherNamespace(value), prefix) : null
    },
    children: (name) => valuesOf(name).map((value) => createElementReader(isElement(value) ? refuseOtherNamespace(value) : {}, prefix)),
    text,
    wholeNumber: (name) => {
      const written = text(name)
      return written !== null && /^\d{1,9}$/.test(written) ? Number(written) : null
    },
  }
}

function isElement(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A namespace declared anew inside could make a known name mean something else. */
function refuseOtherNamespace(element: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (Object.keys(element).some((name) => name.startsWith('@xmlns'))) throw new UpoRefused('ambiguous')
  return element
}
