import type { DiagnosisView } from '../../../electron/shared/contract/diagnosis.ts'
import { describeFact } from '../../../electron/shared/messages/diagnosis.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import './DiagnosisFacts.css'

/** What a diagnosis rests on, one click below its sentence. */
export function DiagnosisFacts({ diagnosis }: { readonly diagnosis: DiagnosisView }) {
  const { language, say } = useSpeech()
  return (
    <details className="diagnosis-facts">
      <summary>{say('diagnosis.rests-on')}</summary>
      <dl>
        {diagnosis.facts.map((fact) => {
          const { name, value } = describeFact(language, fact)
          return (
            <div key={fact.field}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          )
        })}
      </dl>
    </details>
  )
}
