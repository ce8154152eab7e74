import type { DocumentView } from '../../../electron/shared/contract/invoices.ts'
import { describeCheck, describeCheckDetail, labelOfVerdict } from '../../../electron/shared/messages/evidence.ts'
import { Icon, type IconName } from '../../components/Icon.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'

const VERDICT_ICONS = { confirmed: 'checkCircle', failed: 'crossCircle', 'not-checked': 'minus', warning: 'alert' } as const satisfies Record<DocumentView['checks'][number]['verdict'], IconName>

/** Line by line what was checked about a document; nothing is claimed beyond that. */
export function CheckList({ checks }: { readonly checks: DocumentView['checks'] }) {
  const { language } = useSpeech()
  if (checks.length === 0) return null
  return (
    <ul className="checks">
      {checks.map((line) => (
        <li key={line.check} className={`check check-${line.verdict}`}>
          <Icon name={VERDICT_ICONS[line.verdict]} size={14} />
          <span>
            {describeCheck(language, line.check)}
            <span className="check-verdict"> – {labelOfVerdict(language, line.verdict)}</span>
            {line.detail !== null && <span className="fact-hint">{describeCheckDetail(language, { ...line, detail: line.detail })}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}
