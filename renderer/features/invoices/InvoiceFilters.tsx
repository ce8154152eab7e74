import { Button } from 'react-aria-components'
import type { TaxpayerId } from '../../../electron/shared/contract/common.ts'
import type { InvoiceFilter } from '../../../electron/shared/contract/invoices.ts'
import { INVOICE_FORMS } from '../../../electron/shared/model/invoiceFacts.ts'
import { useNavigation } from '../../app/navigation.ts'
import { Choice } from '../../components/Choice.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import type { Column } from './columns.ts'
import { ColumnsMenu } from './ColumnsMenu.tsx'
import { PeriodFilter } from './PeriodFilter.tsx'
import { SideSwitch } from './SideSwitch.tsx'
import { StateChips } from './StateChips.tsx'

export interface InvoiceFiltersProps {
  readonly taxpayerId: TaxpayerId
  readonly columns: readonly Column[]
  readonly onColumns: (columns: readonly Column[]) => void
}

/** The lines over the list that narrow it down. */
export function InvoiceFilters({ taxpayerId, columns, onColumns }: InvoiceFiltersProps) {
  const { say } = useSpeech()
  const { place, go } = useNavigation()
  const { filter } = place
  const change = (part: Partial<InvoiceFilter>): void => go({ to: 'filter', change: part })
  return (
    <>
      <SideSwitch taxpayerId={taxpayerId} states={filter.states} onChange={(states) => change({ states })} />
      {filter.states.includes('received') ? <p className="soft">{say('side.received.hint')}</p> : <StateChips taxpayerId={taxpayerId} states={filter.states} onChange={(states) => change({ states })} />}
      <div className="screen-line">
        <PeriodFilter filter={filter} onChange={change} />
        <Choice
          compact
          label={say('filter.upo')}
          value={filter.upo}
          onChange={(upo) => change({ upo })}
          options={[
            { value: 'any', text: say('filter.upo.any') },
            { value: 'present', text: say('filter.upo.present') },
            { value: 'absent', text: say('filter.upo.absent') },
          ]}
        />
        <Choice
          compact
          label={say('filter.xml')}
          value={filter.xml}
          onChange={(xml) => change({ xml })}
          options={[
            { value: 'any', text: say('filter.xml.any') },
            { value: 'present', text: say('filter.xml.present') },
            { value: 'absent', text: say('filter.xml.absent') },
          ]}
        />
        <Choice
          compact
          label={say('filter.kind')}
          value={filter.onlySelfInvoiced === true ? 'self-invoiced' : (filter.form ?? 'any')}
          onChange={(kind) => change({ onlySelfInvoiced: kind === 'self-invoiced', form: kind === 'any' || kind === 'self-invoiced' ? undefined : kind })}
          options={[
            { value: 'any', text: say('filter.kind.any') },
            { value: 'self-invoiced', text: say('filter.kind.self-invoiced') },
            ...INVOICE_FORMS.map((form) => ({ value: form, text: form === 'unknown' ? say('filter.kind.unknown') : form })),
          ]}
        />
        {filter.sessionId !== null && (
          <span className="session-chip">
            <Icon name="send" size={14} />
            <span className="session-chip-text mono">{place.sessionReference}</span>
            <Button className="icon-button" aria-label={say('filter.session.clear')} onPress={() => change({ sessionId: null })}>
              <Icon name="close" size={13} />
            </Button>
          </span>
        )}
        <span className="screen-spring" />
        <ColumnsMenu columns={columns} onChange={onColumns} />
      </div>
    </>
  )
}
