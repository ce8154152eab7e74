import type { KsefContext } from '../shared/model/context.ts'

/**
 * Name of a context's file inside `<archive folder>/archives`, safe on three systems and different for different contexts:
 * digits, capital letters and hyphens stay, anything else (small letters too, for Windows sees no difference) becomes `_` code point `_`.
 */
export function archiveFileName({ environment, identifier }: KsefContext): string {
  const value = identifier.value.replace(/[^0-9A-Z-]/gu, (character) => `_${(character.codePointAt(0) ?? 0).toString(16)}_`)
  return `${environment}-${identifier.type.toLowerCase()}-${value}.teczka`
}
