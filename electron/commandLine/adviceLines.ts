import type { Language } from '../shared/contract/program.ts'
import { describeFact } from '../shared/messages/diagnosis.ts'
import { formatDay } from '../shared/messages/formats.ts'
import { labelOfAction, labelOfMove } from '../shared/messages/labels.ts'
import type { Diagnosis } from '../shared/model/diagnosis.ts'

const BY = { pl: 'do', en: 'by' } as const satisfies Record<Language, string>

/** What a diagnosis asks for, in lines of text: what to do and what not, whose move it is and by when, and the facts it rests on. */
export function adviceLines(language: Language, { move, matterBy, actions, facts }: Diagnosis, { nextStep, avoid }: { readonly nextStep: string; readonly avoid: string | null }): readonly string[] {
  const whose = `${labelOfMove(language, move)}${matterBy === null ? '' : ` (${BY[language]} ${formatDay(language, matterBy)})`}`
  return [
    `  → ${nextStep}`,
    ...(avoid === null ? [] : [`  ✗ ${avoid}`]),
    `  ${[whose, ...actions.map((action) => labelOfAction(language, action))].join(' · ')}`,
    ...facts.map((fact) => {
      const { name, value } = describeFact(language, fact)
      return `    ${name}: ${value}`
    }),
  ]
}
