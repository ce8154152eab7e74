import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import './AddClientsDialog.css'

/** Enough to see what is wrong with a list; a whole page of headings is told by its count. */
const SHOWN = 30

export interface ProblemListProps {
  readonly problems: readonly { readonly line: number; readonly text: string; readonly why: string }[]
}

/** Entries of a pasted list that are left out, each with its line and its reason. */
export function ProblemList({ problems }: ProblemListProps) {
  const { say } = useSpeech()
  return (
    <ul className="clients-problems" aria-label={say('clients.add.problems')}>
      {problems.slice(0, SHOWN).map(({ line, text, why }, index) => (
        <li key={index}>
          <span className="soft">{say('clients.add.line', { line })}</span> <span className="mono">{text}</span> – {why}
        </li>
      ))}
      {problems.length > SHOWN && <li className="soft">{say('import.unlisted.more', { count: problems.length - SHOWN })}</li>}
    </ul>
  )
}
