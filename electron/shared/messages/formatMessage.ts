import { IntlMessageFormat } from 'intl-messageformat'
import type { Language } from '../contract/program.ts'

/** What a message may be given. `null` is a fact that is not known: a `select` in the message sees it as `none`. */
export type MessageValue = string | number | boolean | null
export type MessageValues = Readonly<Record<string, MessageValue>>

/** Texts in every language, complete by type: one record of ICU messages a language. */
export type Messages<Id extends string> = Readonly<Record<Language, Readonly<Record<Id, string>>>>

const compiled = new Map<string, IntlMessageFormat>()

function compile(language: Language, text: string): IntlMessageFormat {
  const key = `${language}:${text}`
  const known = compiled.get(key)
  if (known !== undefined) return known
  // Texts hold no markup; a `<` in one is only a character.
  const message = new IntlMessageFormat(text, language, undefined, { ignoreTag: true })
  compiled.set(key, message)
  return message
}

/** An ICU message with its values put in; plurals and numbers by the rules of the language. */
export function formatText(language: Language, text: string, values: MessageValues = {}): string {
  const given = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? 'none']))
  return String(compile(language, text).format(given))
}

/** A message found by its id in a catalogue of two languages. */
export function formatMessage<Id extends string>(messages: Messages<Id>, language: Language, id: Id, values: MessageValues = {}): string {
  return formatText(language, messages[language][id], values)
}
