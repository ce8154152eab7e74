import { expect, test } from 'vitest'
import { effectiveLanguage } from '../../../../electron/shared/model/language.ts'

test.each([
  ['en', ['pl-PL'], 'en'],
  ['system', ['pl-PL', 'en-GB'], 'pl'],
  ['system', ['de-DE', 'en-US', 'pl'], 'en'],
  ['system', ['uk-UA', 'PL_pl'], 'pl'],
  ['system', ['de'], 'pl'],
  ['system', [], 'pl'],
] as const)('with the setting %s and the system languages %j the language is %s', (setting, system, language) => {
  expect(effectiveLanguage(setting, system)).toBe(language)
})
