import { IntlMessageFormat } from 'intl-messageformat'

type Element = ReturnType<IntlMessageFormat['getAst']>[number]

interface Shape {
  readonly names: readonly string[]
  readonly plurals: readonly (readonly string[])[]
}

function shapeOf(elements: readonly Element[]): Shape {
  const names: string[] = []
  const plurals: string[][] = []
  const visit = (element: Element): void => {
    // Kind 0 is literal text and 7 is "#"; every other element names an argument; 6 is a plural.
    const kind: number = element.type
    if ('value' in element && kind !== 0 && kind !== 7) names.push(element.value)
    if (!('options' in element)) return
    // A message may be silent or have its own words for an exact number.
    const forms = Object.keys(element.options).filter((form) => !form.startsWith('='))
    if (kind === 6 && !(forms.length === 1 && forms[0] === 'other')) plurals.push(forms.sort())
    for (const option of Object.values(element.options)) option.value.forEach(visit)
  }
  elements.forEach(visit)
  return { names: [...new Set(names)].sort(), plurals }
}

function parse(text: string, language: string): readonly Element[] {
  return new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst()
}

/** Names of the arguments of an ICU message, sorted. */
export function argumentsOf(text: string, language: string): readonly string[] {
  return shapeOf(parse(text, language)).names
}

/** The categories of each plural in an ICU message, sorted. */
export function pluralFormsOf(text: string, language: string): readonly (readonly string[])[] {
  return shapeOf(parse(text, language)).plurals
}
