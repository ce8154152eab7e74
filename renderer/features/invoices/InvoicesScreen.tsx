import { useState } from 'react'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { useChangeSettings, useSettings } from '../../api/program.ts'
import { useNavigation } from '../../app/navigation.ts'
import { Button } from '../../components/Button.tsx'
import { SearchBox } from '../../components/SearchBox.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FolderAnswer } from '../attention/index.ts'
import { InvoicePane } from '../invoiceDetail/index.ts'
import { RefreshButton, type RefreshFlow } from '../refresh/index.ts'
import { countChosen } from '../../app/chosen.ts'
import { columnsBySettings, columnsOfPurchases, resized, settingsByColumns, type Column } from './columns.ts'
import { InvoiceFilters } from './InvoiceFilters.tsx'
import { InvoiceGrid } from './InvoiceGrid.tsx'
import './InvoicesScreen.css'

export function InvoicesScreen({ taxpayer, refresh }: { readonly taxpayer: TaxpayerSummary; readonly refresh: RefreshFlow }) {
  const { say } = useSpeech()
  const { place, go } = useNavigation()
  const settings = useSettings()
  const { mutate: changeSettings } = useChangeSettings()
  const [dragged, setDragged] = useState<readonly Column[] | null>(null)
  const [total, setTotal] = useState<number | null>(null)
  const columns = dragged ?? columnsBySettings(settings.data?.invoiceColumns ?? [])
  const chosenCount = countChosen(place.chosen, total ?? 0)

  const keep = (next: readonly Column[]): void => {
    setDragged(null)
    changeSettings({ invoiceColumns: settingsByColumns(next) })
  }

  return (
    <section className={place.openInvoice === null ? 'invoices-screen' : 'invoices-screen has-pane'} aria-label={say('nav.invoices')}>
      <header className="screen-header">
        <div className="screen-line">
          <h1 className="screen-title">{say('nav.invoices')}</h1>
          <SearchBox
            label={say('invoices.search')}
            placeholder={say('invoices.search.placeholder')}
            clearLabel={say('search.clear')}
            value={place.filter.text}
            onChange={(text) => go({ to: 'filter', change: { text } })}
          />
          <span className="screen-spring" />
          <RefreshButton refresh={refresh} />
        </div>
        <FolderAnswer taxpayer={taxpayer} />
        <InvoiceFilters taxpayerId={taxpayer.id} columns={columns} onColumns={keep} />
      </header>
      <div className="invoices-list">
        <InvoiceGrid
          taxpayerId={taxpayer.id}
          filter={place.filter}
          sort={place.sort}
          onSort={(sort) => go({ to: 'sort', sort })}
          columns={place.filter.states.includes('received') ? columnsOfPurchases(columns) : columns}
          onResize={(name, width, isDone) => (isDone ? keep(resized(columns, name, width)) : setDragged(resized(columns, name, width)))}
          chosen={place.chosen}
          onChosen={(chosen) => go({ to: 'chosen', chosen })}
          openInvoice={place.openInvoice}
          onOpen={(id, beside) => go({ to: 'invoice', id, beside })}
          onTotal={setTotal}
        />
      </div>
      <footer className="invoices-footer">
        <span role="status">{total === null ? '' : say('invoices.found', { count: total })}</span>
        {chosenCount > 0 && (
          <>
            <strong>{say('invoices.chosen-count', { count: chosenCount })}</strong>
            <Button look="quiet" onPress={() => go({ to: 'chosen', chosen: { kind: 'ids', ids: new Set() } })}>
              {say('invoices.choose-none')}
            </Button>
          </>
        )}
        <span className="screen-spring" />
        <Button icon="box" look={chosenCount > 0 ? 'primary' : 'plain'} isDisabled={chosenCount === 0} onPress={() => go({ to: 'dialog', dialog: 'hand-over' })}>
          {say('hand-over.open')}
        </Button>
      </footer>
      {place.openInvoice !== null && <InvoicePane key={taxpayer.id} taxpayer={taxpayer} id={place.openInvoice} onRefresh={refresh.start} />}
    </section>
  )
}
