import { LANGUAGES } from '../contract/program.ts'
import type { Language, Settings } from '../contract/program.ts'

/** The language in force: as set, else the first of the system's languages that we speak, else Polish. */
export function effectiveLanguage(setting: Settings['language'], systemLanguages: readonly string[]): Language {
  if (setting !== 'system') return setting
  const spoken = systemLanguages.map((tag) => LANGUAGES.find((language) => language === tag.toLowerCase().split(/[-_]/)[0]))
  return spoken.find((language) => language !== undefined) ?? 'pl'
}
