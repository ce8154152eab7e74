import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import type { ImportCounts } from '../../../electron/shared/contract/imports.ts'
import { formatCount } from '../../../electron/shared/messages/formats.ts'
import type { ImportOutcome } from '../../../electron/shared/model/importedFile.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import '../../components/Segments.css'

/** The ends of files, as a person asks for them; together they are all. */
const CHOICES = {
  stored: ['stored'],
  'already-here': ['already-here'],
  unlisted: ['unlisted', 'number-used'],
  doubtful: ['quarantined', 'needs-taxpayer'],
  refused: ['refused', 'skipped'],
} as const satisfies Record<string, readonly ImportOutcome[]>

const NAMES = Object.keys(CHOICES) as readonly (keyof typeof CHOICES)[]

export type OutcomeChoice = 'all' | keyof typeof CHOICES

export function outcomesOf(choice: OutcomeChoice): readonly ImportOutcome[] {
  return choice === 'all' ? NAMES.flatMap((name): readonly ImportOutcome[] => CHOICES[name]) : CHOICES[choice]
}

/** One press shows the files of one end, such as those that were refused. */
export function OutcomeFilter({ counts, choice, onChange }: { readonly counts: ImportCounts; readonly choice: OutcomeChoice; readonly onChange: (choice: OutcomeChoice) => void }) {
  const { language, say } = useSpeech()
  const countOf = (one: OutcomeChoice): string => formatCount(language, outcomesOf(one).reduce((sum, outcome) => sum + counts[outcome], 0))
  return (
    <ToggleButtonGroup
      aria-label={say('import.filter')}
      className="segments import-filter"
      disallowEmptySelection
      selectedKeys={[choice]}
      onSelectionChange={(keys) => onChange(NAMES.find((name) => keys.has(name)) ?? 'all')}
    >
      {(['all', ...NAMES] as const).map((name) => (
        <ToggleButton key={name} id={name} className="segment">
          {say(`import.filter.${name}`)} <span className="import-count">{countOf(name)}</span>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
