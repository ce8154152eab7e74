import { expect, test } from 'vitest'
import { adviceLines } from '../../../electron/commandLine/adviceLines.ts'
import type { Diagnosis } from '../../../electron/shared/model/diagnosis.ts'

const rejected: Diagnosis = { cause: 'rejected', move: 'user', actions: [], avoid: null, matterBy: '2026-12-15', undatedSince: null, duplicateCase: null, originalKsefNumber: null, facts: [] }

test.each([
  ['pl', '(do 15.12.2026)'],
  ['en', '(by 15/12/2026)'],
] as const)('the day by which it matters is written as everywhere (%s)', (language, day) => {
  expect(adviceLines(language, rejected, { nextStep: 'Popraw.', avoid: null }).join('\n')).toContain(day)
})
