import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '../../../../electron/shared/contract/program.ts'
import { causeMessages } from '../../../../electron/shared/messages/causeMessages.ts'
import { comparisonMessages } from '../../../../electron/shared/messages/comparison.ts'
import { diagnosisMessages } from '../../../../electron/shared/messages/diagnosisMessages.ts'
import { errorMessages } from '../../../../electron/shared/messages/errorMessages.ts'
import { evidenceMessages } from '../../../../electron/shared/messages/evidence.ts'
import { historyMessages } from '../../../../electron/shared/messages/history.ts'
import { identifyMessages } from '../../../../electron/shared/messages/identifyMessages.ts'
import { invoiceKindMessages } from '../../../../electron/shared/messages/invoiceKinds.ts'
import { invoiceStatusMessages } from '../../../../electron/shared/messages/invoiceStatus.ts'
import { labelMessages } from '../../../../electron/shared/messages/labels.ts'
import { relationMessages } from '../../../../electron/shared/messages/relations.ts'
import { refreshMessages } from '../../../../electron/shared/messages/refresh.ts'
import { sessionStatusMessages } from '../../../../electron/shared/messages/sessionStatus.ts'
import { uiMessages } from '../../../../renderer/i18n/messages.ts'
import { argumentsOf, pluralFormsOf } from '../../../support/messageShape.ts'

const CATALOGUES = { causeMessages, comparisonMessages, diagnosisMessages, errorMessages, evidenceMessages, historyMessages, identifyMessages, uiMessages, invoiceKindMessages, invoiceStatusMessages, labelMessages, relationMessages, refreshMessages, sessionStatusMessages }

describe.each(Object.entries(CATALOGUES))('%s', (_name, catalogue: Record<'pl' | 'en', Record<string, string>>) => {
  it('has every text in both languages, with the same arguments', () => {
    const shapeOf = (language: 'pl' | 'en') => Object.fromEntries(Object.entries(catalogue[language]).map(([id, text]) => [id, argumentsOf(text, language)]))
    expect(shapeOf('en')).toEqual(shapeOf('pl'))
  })

  it('gives every Polish plural its four forms and every English one its two', () => {
    for (const language of LANGUAGES) {
      const wanted = language === 'pl' ? ['few', 'many', 'one', 'other'] : ['one', 'other']
      for (const [id, text] of Object.entries(catalogue[language])) {
        for (const forms of pluralFormsOf(text, language)) expect(forms, `${language} ${id}`).toEqual(wanted)
      }
    }
  })

  it('leaves no text empty and none with a stray space or straight quotation marks', () => {
    for (const language of LANGUAGES) {
      for (const [id, text] of Object.entries(catalogue[language])) {
        expect(text, `${language} ${id}`).toMatch(/^\S(.*\S)?$/s)
        expect(text, `${language} ${id}`).not.toMatch(/["']| {2}/)
      }
    }
  })
})

it('reads the messages by the same rules as the program does', () => {
  expect(new IntlMessageFormat('{n, plural, one {# plik} few {# pliki} many {# plików} other {# pliku}}', 'pl').format({ n: 22 })).toBe('22 pliki')
})
