import type { SelfCheckView } from '../../../electron/shared/contract/selfChecks.ts'
import { labelOfDocumentKind } from '../../../electron/shared/messages/evidence.ts'
import { describeCondition, describeFault } from '../../../electron/shared/messages/selfCheck.ts'
import { useNavigation } from '../../app/navigation.ts'
import { Button } from '../../components/Button.tsx'
import { Icon, type IconName } from '../../components/Icon.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'

type Damage = SelfCheckView['damage'][number]

const LOOKS = {
  damaged: { icon: 'crossCircle', tone: 'bad' },
  asked: { icon: 'clock', tone: 'calm' },
  gone: { icon: 'crossCircle', tone: 'bad' },
  failed: { icon: 'alert', tone: 'warn' },
  'out-of-reach': { icon: 'crossCircle', tone: 'bad' },
  replaced: { icon: 'checkStack', tone: 'good' },
  repaired: { icon: 'checkCircle', tone: 'good' },
  sound: { icon: 'alert', tone: 'warn' },
} as const satisfies Record<Damage['condition'], { readonly icon: IconName; readonly tone: string }>

export interface DamageListProps {
  readonly view: SelfCheckView
  /** Something is being fetched for this taxpayer now. */
  readonly isFetching: boolean
  readonly onRepair: () => void
}

/** The damaged files by the invoices they belong to, how it stands with each, and the offer to fetch them again. */
export function DamageList({ view, isFetching, onRepair }: DamageListProps) {
  const { say } = useSpeech()
  const { damage, repairable, last } = view
  const count = last?.damaged ?? damage.length
  return (
    <section className="self-check-damage" aria-labelledby="self-check-damage">
      <div className="screen-line">
        <h2 id="self-check-damage">{say('self-check.list')}</h2>
        <span className="screen-spring" />
        {isFetching && <span className="soft">{say('self-check.repair.busy')}</span>}
        {repairable > 0 && (
          <Button icon="download" isDisabled={isFetching} onPress={onRepair}>
            {say('self-check.repair', { count: repairable })}
          </Button>
        )}
      </div>
      <ul className="import-list">
        {damage.map((one) => (
          <DamageRow key={one.documentId} damage={one} />
        ))}
      </ul>
      {count > damage.length && <p className="soft">{say('self-check.list.cut', { shown: damage.length, count })}</p>}
    </section>
  )
}

function DamageRow({ damage }: { readonly damage: Damage }) {
  const { language, say } = useSpeech()
  const { go } = useNavigation()
  const { icon, tone } = LOOKS[damage.condition]
  const { label, nextStep } = describeCondition(language, damage.condition)
  const others = damage.invoiceCount - damage.invoices.length
  return (
    <li className="import-row self-check-row">
      <span className={`import-outcome tone-${tone}`}>
        <Icon name={icon} />
        {label}
      </span>
      <span className="import-what">
        <span>
          <strong>{labelOfDocumentKind(language, damage.kind)}.</strong> {describeFault(language, damage.fault)}
        </span>
        <span className="import-why">{nextStep}</span>
        {damage.invoices.length === 0 && <span className="soft">{say('self-check.nobody')}</span>}
        <span className="soft mono self-check-hash">SHA-256 {damage.sha256}</span>
      </span>
      <ul className="self-check-invoices">
        {damage.invoices.map(({ invoiceId, invoiceNumber, ksefNumber }) => (
          <li key={invoiceId}>
            <Button look="quiet" icon="document" aria-label={say('self-check.show', { name: invoiceNumber ?? ksefNumber ?? '' })} onPress={() => go({ to: 'invoice', id: invoiceId })}>
              {invoiceNumber ?? say('self-check.no-number')}
            </Button>
            <span className="soft mono">{ksefNumber ?? say('self-check.no-ksef-number')}</span>
          </li>
        ))}
        {others > 0 && <li className="soft">{say('self-check.others', { count: others })}</li>}
      </ul>
    </li>
  )
}
