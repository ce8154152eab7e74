import { describe, expect, it } from 'vitest'
import { InvoiceId, SessionId, TaxpayerId } from '../../../../electron/shared/contract/common.ts'
import { EMPTY_FILTER, moved, NONE_CHOSEN, START, type Place } from '../../../../renderer/app/navigation.ts'

const BUSY: Place = {
  ...START,
  taxpayerId: TaxpayerId.parse(1),
  openInvoice: InvoiceId.parse(7),
  filter: { ...EMPTY_FILTER, text: 'dąb', states: ['rejected'] },
  chosen: { kind: 'ids', ids: new Set([InvoiceId.parse(7)]) },
}

describe('moved', () => {
  it('forgets filters, the open invoice and the choice with the taxpayer they belong to', () => {
    expect(moved(BUSY, { to: 'taxpayer', taxpayerId: TaxpayerId.parse(2) })).toEqual({ ...START, taxpayerId: 2 })
  })

  it('forgets what was chosen when another filter finds other invoices', () => {
    const after = moved(BUSY, { to: 'filter', change: { text: 'buk' } })
    expect(after.chosen).toBe(NONE_CHOSEN)
    expect(after.filter).toEqual({ ...BUSY.filter, text: 'buk' })
  })

  it('shows the failed submissions, as long as nobody asks for all', () => {
    const failed = moved(BUSY, { to: 'sessions', failedOnly: true })
    expect(failed).toMatchObject({ view: 'sessions', failedSessions: true, openSession: null })
    expect(moved(failed, { to: 'sessions', failedOnly: false }).failedSessions).toBe(false)
    expect(moved(failed, { to: 'taxpayer', taxpayerId: TaxpayerId.parse(2) }).failedSessions).toBe(false)
    expect(moved(failed, { to: 'view', view: 'sessions' }).failedSessions).toBe(false)
  })

  it('shows all invoices of a session, and names the session until it is taken away', () => {
    const inSession = moved(BUSY, { to: 'session-invoices', session: { id: SessionId.parse(3), reference: '20260331-SO-1' } })
    expect(inSession).toMatchObject({ view: 'invoices', sessionReference: '20260331-SO-1', filter: { ...EMPTY_FILTER, sessionId: 3 } })
    expect(moved(inSession, { to: 'filter', change: { text: 'x' } }).sessionReference).toBe('20260331-SO-1')
    expect(moved(inSession, { to: 'filter', change: { sessionId: null } }).sessionReference).toBeNull()
  })

  it('opens a submission from any screen, and leaves it with the screen', () => {
    const session = { id: SessionId.parse(3), reference: '20260331-SO-1' }
    const opened = moved(BUSY, { to: 'session', session })
    expect(opened).toMatchObject({ view: 'sessions', openSession: session, openInvoice: 7 })
    expect(moved(opened, { to: 'session', session: null })).toMatchObject({ view: 'sessions', openSession: null })
    for (const away of [{ to: 'view', view: 'invoices' }, { to: 'session-invoices', session }, { to: 'invoice', id: InvoiceId.parse(9) }] as const) expect(moved(opened, away).openSession).toBeNull()
  })

  it('opens an invoice from any screen in the list of invoices', () => {
    expect(moved({ ...BUSY, view: 'sessions' }, { to: 'invoice', id: InvoiceId.parse(9) })).toMatchObject({ view: 'invoices', openInvoice: 9 })
  })

  it('leads the focus to what was opened, but for a walk along the list', () => {
    const opened = moved(BUSY, { to: 'invoice', id: InvoiceId.parse(9) })
    expect(opened.paneFocus).not.toBe(moved(opened, { to: 'invoice', id: InvoiceId.parse(9) }).paneFocus)
    expect(moved(opened, { to: 'invoice', id: InvoiceId.parse(10), beside: true }).paneFocus).toBe(0)
    expect(moved(moved(opened, { to: 'view', view: 'attention' }), { to: 'view', view: 'invoices' }).paneFocus).toBe(0)
  })

  it('keeps the list of what needs a look and its grouping while an invoice is looked at', () => {
    const grouped = moved(moved({ ...BUSY, view: 'attention' }, { to: 'attention', change: { tab: 'waiting' } }), { to: 'attention', change: { byCause: true } })
    const back = moved(moved(grouped, { to: 'invoice', id: InvoiceId.parse(9) }), { to: 'view', view: 'attention' })
    expect(back).toMatchObject({ view: 'attention', attention: { tab: 'waiting', byCause: true } })
  })

  it('closes a dialog without closing the one that it led to', () => {
    expect(moved({ ...BUSY, dialog: 'switch-taxpayer' }, { to: 'closed', dialog: 'switch-taxpayer' }).dialog).toBeNull()
    expect(moved({ ...BUSY, dialog: 'taxpayers' }, { to: 'closed', dialog: 'switch-taxpayer' }).dialog).toBe('taxpayers')
  })
})
