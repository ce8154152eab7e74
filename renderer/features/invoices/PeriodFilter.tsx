import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import type { InvoiceFilter } from '../../../electron/shared/contract/invoices.ts'
import { formatDay } from '../../../electron/shared/messages/formats.ts'
import { warsawDayOf } from '../../../electron/shared/model/warsawDay.ts'
import { Button } from '../../components/Button.tsx'
import { Choice } from '../../components/Choice.tsx'
import { DayField } from '../../components/DayField.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { QUICK_PERIODS, quickPeriod, quickPeriodOf } from './periods.ts'
import './PeriodFilter.css'

export interface PeriodFilterProps {
  readonly filter: InvoiceFilter
  readonly onChange: (change: Partial<InvoiceFilter>) => void
}

/** Which Warsaw days, and by which date of the invoice. */
export function PeriodFilter({ filter, onChange }: PeriodFilterProps) {
  const { say, language } = useSpeech()
  const today = warsawDayOf(new Date())
  const quick = quickPeriodOf(filter.from, filter.to, today)
  const isSet = filter.from !== null || filter.to !== null
  const day = (value: string | null): string => (value === null ? '…' : formatDay(language, value))
  const text = !isSet ? say('period.any') : quick === null ? `${day(filter.from)} – ${day(filter.to)}` : say(`period.${quick}`)
  return (
    <DialogTrigger>
      <AriaButton className={isSet ? 'choice-button is-set' : 'choice-button'}>
        <span className="choice-value">
          {say('period.label')}: {text}
        </span>
        <Icon name="chevronDown" size={14} />
      </AriaButton>
      <Popover className="popover period-popover" offset={4} placement="bottom start">
        <Dialog className="period-dialog" aria-label={say('period.label')}>
          <div className="period-quick">
            {QUICK_PERIODS.map((name) => (
              <AriaButton key={name} className={quick === name ? 'period-chip is-set' : 'period-chip'} aria-pressed={quick === name} onPress={() => onChange(quickPeriod(name, today))}>
                {say(`period.${name}`)}
              </AriaButton>
            ))}
          </div>
          <div className="period-own">
            <DayField label={say('period.from')} value={filter.from} onChange={(from) => onChange({ from })} />
            <DayField label={say('period.to')} value={filter.to} onChange={(to) => onChange({ to })} />
          </div>
          <Choice
            label={say('period.by')}
            value={filter.by}
            onChange={(by) => onChange({ by })}
            options={[
              { value: 'issuedOn', text: say('period.by.issuedOn') },
              { value: 'acquiredAt', text: say('period.by.acquiredAt') },
            ]}
          />
          <Button look="quiet" isDisabled={!isSet} onPress={() => onChange({ from: null, to: null })}>
            {say('period.clear')}
          </Button>
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
