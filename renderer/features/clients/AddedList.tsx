import type { AddedClients } from '../../../electron/shared/contract/clients.ts'
import { describeClientProblem } from '../../../electron/shared/messages/access.ts'
import { describeError } from '../../../electron/shared/messages/errors.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'

/** How many were added, and why each of the others was not. */
export function AddedList({ added: { added, refused } }: { readonly added: AddedClients }) {
  const { language, say } = useSpeech()
  return (
    <>
      <p>{say(added.length > 0 ? 'clients.added.text' : 'clients.added.none')}</p>
      {refused.length > 0 && (
        <>
          <p className="field-label">{say('clients.added.refused', { count: refused.length })}</p>
          <ul className="clients-problems" aria-label={say('clients.add.problems')} tabIndex={0}>
            {refused.map(({ line, text, reason }, index) => (
              <li key={index}>
                <span className="soft">{say('clients.add.line', { line })}</span> <span className="mono">{text}</span> –{' '}
                {'problem' in reason ? describeClientProblem(language, reason.problem) : describeError(language, reason.error).whatHappened}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
