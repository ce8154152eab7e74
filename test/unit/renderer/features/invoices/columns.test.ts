import { describe, expect, it } from 'vitest'
import { Settings } from '../../../../../electron/shared/contract/program.ts'
import { columnsBySettings, columnsOfPurchases, NARROWEST_COLUMN, resized, settingsByColumns } from '../../../../../renderer/features/invoices/columns.ts'

describe('columns', () => {
  it('come back from the settings as they were kept', () => {
    const changed = resized(columnsBySettings([]), 'buyerName', 333).map((column) => (column.name === 'sellerName' ? { ...column, visible: true } : column))
    const kept = Settings.shape.invoiceColumns.parse(settingsByColumns(changed))
    expect(columnsBySettings(kept)).toEqual(changed)
  })

  it('are never too narrow to be grasped again, and pass over settings of columns that are gone', () => {
    expect(resized(columnsBySettings([]), 'state', -50).find(({ name }) => name === 'state')?.width).toBe(NARROWEST_COLUMN)
    expect(columnsBySettings([{ name: 'gone', width: 100, visible: true }])).toEqual(columnsBySettings([]))
  })

  it('of purchases show the seller where the buyer stands', () => {
    const shown = (columns: ReturnType<typeof columnsBySettings>): readonly string[] => columns.filter(({ visible }) => visible).map(({ name }) => name)
    const usual = shown(columnsBySettings([]))
    expect(shown(columnsOfPurchases(columnsBySettings([])))).toEqual(usual.map((name) => (name === 'buyerName' ? 'sellerName' : name)))
  })
})
