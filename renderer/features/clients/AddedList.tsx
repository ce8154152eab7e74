import type { AddedClients } from '../../../electron/shared/contract/clients.ts'
import { describeClientProblem } from '../../../electron/shared/messages/access.ts'
import { describeError } from '../../../electron/shared/messages/errors.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { ProblemList } from './ProblemList.tsx'

/** How many were added, and why each of the others was not. */
export function AddedList({ added: { added, refused } }: { readonly added: AddedClients }) {
  const { language, say } = useSpeech()
  return (
    <>
      <p>{say(added.length > 0 ? 'clients.added.text' : 'clients.added.none')}</p>
      {refused.length > 0 && (
        <>
          <p className="field-label">{say('clients.added.refused', { count: refused.length })}</p>
          <ProblemList
            problems={refused.map(({ line, text, reason }) => ({ line, text, why: 'problem' in reason ? describeClientProblem(language, reason.problem) : describeError(language, reason.error).whatHappened }))}
          />
        </>
      )}
    </>
  )
}
