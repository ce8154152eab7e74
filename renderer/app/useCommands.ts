import { useEffect, useEffectEvent } from 'react'
import type { MenuItem } from '../../electron/shared/contract/events.ts'
import type { TaxpayerSummary } from '../../electron/shared/contract/taxpayers.ts'
import { focusSearch } from './focusSearch.ts'
import { useNavigation } from './navigation.ts'
import { OPEN_DIALOG } from './openDialog.ts'

interface Commands {
  readonly taxpayer: TaxpayerSummary
  readonly taxpayers: readonly TaxpayerSummary[]
  readonly refresh: () => void
}

/** The command of a key press, or null; the same keys stand in the menu, which a small window may not show. */
export function commandOfKey({ key, ctrlKey, metaKey, altKey, shiftKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): MenuItem | null {
  if (altKey || shiftKey) return null
  if (key === 'F5') return 'refresh'
  if (!ctrlKey && !metaKey) return null
  switch (key.toLowerCase()) {
    case 'f':
      return 'search'
    case 'p':
      return 'switch-taxpayer'
    case 'k':
      return 'identify'
    case 'r':
      return 'refresh'
    case '1':
      return 'invoices'
    case '2':
      return 'sessions'
    case '3':
      return 'attention'
    case '4':
      return 'clients'
    case ',':
      return 'settings'
    case 'e':
      return 'hand-over'
    case 'o':
      return 'import'
    case 'n':
      return 'add-taxpayer'
    default:
      return null
  }
}

/** Obeys the menu and the keyboard where there is a company. */
export function useCommands({ taxpayer, taxpayers, refresh }: Commands): void {
  const { place, go } = useNavigation()
  useChosenItems((item) => {
    switch (item) {
      case 'refresh':
        refresh()
        return
      case 'search':
        if (place.view !== 'invoices' && place.view !== 'sessions') go({ to: 'view', view: 'invoices' })
        requestAnimationFrame(focusSearch)
        return
      case 'add-taxpayer':
      case 'identify':
      case 'switch-taxpayer':
        go({ to: 'dialog', dialog: item })
        return
      case 'hand-over':
        if (place.chosen.kind === 'all-found' || place.chosen.ids.size > 0) go({ to: 'dialog', dialog: 'hand-over' })
        else go({ to: 'view', view: 'invoices' })
        return
      case 'next-taxpayer': {
        const working = taxpayers.filter(({ id, leftAt }) => leftAt === null || id === taxpayer.id)
        const next = working[(working.findIndex(({ id }) => id === taxpayer.id) + 1) % working.length]
        if (next !== undefined) go({ to: 'taxpayer', taxpayerId: next.id })
        return
      }
      case 'attention':
      case 'invoices':
      case 'sessions':
      case 'import':
      case 'clients':
      case 'self-check':
      case 'settings':
        go({ to: 'view', view: item })
    }
  })
}

/** Obeys the menu and the keyboard before the first company. */
export function useFirstCommands(): void {
  const { go } = useNavigation()
  useChosenItems((item) => {
    if (item === 'add-taxpayer') go({ to: 'dialog', dialog: item })
    if (item === 'settings') go({ to: 'view', view: item })
  })
}

/** Hears what is chosen in the menu or by its keys. A dialog is a question of its own; the window behind it waits. */
function useChosenItems(obey: (item: MenuItem) => void): void {
  const hear = useEffectEvent((item: MenuItem) => {
    if (document.querySelector(OPEN_DIALOG) === null) obey(item)
  })

  useEffect(() => window.api.listen('menu.chosen', ({ item }) => hear(item)), [])

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const item = commandOfKey(event)
      if (item === null) return
      event.preventDefault()
      hear(item)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
