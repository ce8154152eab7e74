import { createContext, use, type Dispatch } from 'react'
import { ATTENTION_LISTS } from '../../electron/shared/contract/attention.ts'
import type { InvoiceId, SessionId, TaxpayerId } from '../../electron/shared/contract/common.ts'
import type { InvoiceFilter, InvoiceSort } from '../../electron/shared/contract/invoices.ts'

export const VIEWS = ['attention', 'invoices', 'sessions', 'import', 'clients', 'self-check', 'settings'] as const
export type View = (typeof VIEWS)[number]

/** Lists of what needs a look: of invoices, and of the documents that were set apart. */
export const ATTENTION_TABS = [...ATTENTION_LISTS, 'quarantine'] as const
export type AttentionTab = (typeof ATTENTION_TABS)[number]

export type DialogName = 'add-taxpayer' | 'add-clients' | 'switch-taxpayer' | 'taxpayers' | 'first-refresh' | 'hand-over' | 'identify'

/** Which invoices are chosen for handing over: some by name, or all that the filter finds. */
export type Chosen = { readonly kind: 'ids'; readonly ids: ReadonlySet<InvoiceId> } | { readonly kind: 'all-found' }

/** The submission whose dialog is open. */
export interface OpenSession {
  readonly id: SessionId
  readonly reference: string
}

/** Where the person is in the window; all of it is forgotten when it closes. */
export interface Place {
  readonly view: View
  readonly taxpayerId: TaxpayerId | null
  readonly openInvoice: InvoiceId | null
  /** The pane asks for the focus whenever this is another number; 0: it stays where it is. */
  readonly paneFocus: number
  readonly attention: { readonly tab: AttentionTab; readonly byCause: boolean }
  readonly filter: InvoiceFilter
  readonly sort: InvoiceSort
  /** Reference number of the session that the filter is narrowed to. */
  readonly sessionReference: string | null
  readonly openSession: OpenSession | null
  /** The list of sessions is narrowed to those that failed. */
  readonly failedSessions: boolean
  readonly chosen: Chosen
  readonly dialog: DialogName | null
}

export const EMPTY_FILTER: InvoiceFilter = { text: '', states: [], upo: 'any', xml: 'any', from: null, to: null, by: 'issuedOn', sessionId: null }

export const NONE_CHOSEN: Chosen = { kind: 'ids', ids: new Set() }

export const START: Place = {
  view: 'invoices',
  taxpayerId: null,
  openInvoice: null,
  paneFocus: 0,
  attention: { tab: 'todo', byCause: false },
  filter: EMPTY_FILTER,
  sort: { field: 'acquiredAt', descending: true },
  sessionReference: null,
  openSession: null,
  failedSessions: false,
  chosen: NONE_CHOSEN,
  dialog: null,
}

export type Move =
  | { readonly to: 'view'; readonly view: View }
  | { readonly to: 'taxpayer'; readonly taxpayerId: TaxpayerId | null }
  /** `beside` leaves the focus in the list, where the person walks on. */
  | { readonly to: 'invoice'; readonly id: InvoiceId | null; readonly beside?: boolean }
  | { readonly to: 'attention'; readonly change: Partial<Place['attention']> }
  /** What a submission is and how it stands; null closes it. */
  | { readonly to: 'session'; readonly session: OpenSession | null }
  /** The list of submissions, all or those that failed. */
  | { readonly to: 'sessions'; readonly failedOnly: boolean }
  | { readonly to: 'session-invoices'; readonly session: OpenSession }
  | { readonly to: 'filter'; readonly change: Partial<InvoiceFilter> }
  | { readonly to: 'all-invoices' }
  | { readonly to: 'sort'; readonly sort: InvoiceSort }
  | { readonly to: 'chosen'; readonly chosen: Chosen }
  | { readonly to: 'dialog'; readonly dialog: DialogName | null }
  | { readonly to: 'closed'; readonly dialog: DialogName }

/** The place after a move. What is chosen is chosen among what the filter finds, so another filter forgets it. */
export function moved(place: Place, move: Move): Place {
  switch (move.to) {
    case 'view':
      return { ...place, view: move.view, openSession: null, failedSessions: false, paneFocus: 0 }
    case 'taxpayer':
      return { ...START, taxpayerId: move.taxpayerId, view: place.view === 'settings' || place.view === 'clients' ? 'invoices' : place.view, dialog: place.dialog }
    case 'invoice':
      return { ...place, view: 'invoices', openSession: null, openInvoice: move.id, paneFocus: move.id === null || move.beside === true ? 0 : place.paneFocus + 1 }
    case 'attention':
      return { ...place, attention: { ...place.attention, ...move.change } }
    case 'session':
      return { ...place, view: move.session === null ? place.view : 'sessions', openSession: move.session }
    case 'sessions':
      return { ...place, view: 'sessions', openSession: null, paneFocus: 0, failedSessions: move.failedOnly }
    case 'session-invoices': {
      const { id, reference } = move.session
      return { ...place, view: 'invoices', openInvoice: null, openSession: null, filter: { ...EMPTY_FILTER, sessionId: id }, sessionReference: reference, chosen: NONE_CHOSEN }
    }
    case 'filter':
      return { ...place, filter: { ...place.filter, ...move.change }, sessionReference: move.change.sessionId === null ? null : place.sessionReference, chosen: NONE_CHOSEN }
    case 'all-invoices':
      return { ...place, filter: EMPTY_FILTER, sessionReference: null, chosen: NONE_CHOSEN }
    case 'sort':
      return { ...place, sort: move.sort }
    case 'chosen':
      return { ...place, chosen: move.chosen }
    case 'dialog':
      return { ...place, dialog: move.dialog }
    case 'closed':
      // What closes because another opened must not close that one too.
      return place.dialog === move.dialog ? { ...place, dialog: null } : place
  }
}

export interface Navigation {
  readonly place: Place
  readonly go: Dispatch<Move>
}

export const NavigationContext = createContext<Navigation | null>(null)

export function useNavigation(): Navigation {
  const navigation = use(NavigationContext)
  if (navigation === null) throw new Error('useNavigation needs a NavigationContext above it')
  return navigation
}
