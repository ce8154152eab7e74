import { Autocomplete, Button, Input, Menu, MenuItem, MenuSection, MenuTrigger, Popover, SearchField, Separator } from 'react-aria-components'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { foldForSearch } from '../../../electron/shared/model/foldForSearch.ts'
import { useNavigation } from '../../app/navigation.ts'
import { Icon, type IconName } from '../../components/Icon.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { EnvironmentChip } from './EnvironmentChip.tsx'
import './TaxpayerSwitcher.css'

export interface TaxpayerSwitcherProps {
  readonly taxpayer: TaxpayerSummary
  readonly taxpayers: readonly TaxpayerSummary[]
}

/** True where every word that was typed is in the text; a NIP may be typed with its dashes. */
function isFound(text: string, typed: string): boolean {
  const plain = foldForSearch(text)
  return foldForSearch(typed)
    .split(' ')
    .every((word) => plain.includes(word) || (/^[\d-]+$/.test(word) && plain.includes(word.replaceAll('-', ''))))
}

/** The list was opened to be searched. */
function focusNow(field: HTMLInputElement | null): void {
  field?.focus()
}

/** In whose name one is looking, and a list to search for another: by the mouse, or by one key from anywhere. */
export function TaxpayerSwitcher({ taxpayer, taxpayers }: TaxpayerSwitcherProps) {
  const { say } = useSpeech()
  const { place, go } = useNavigation()
  const toggle = (isOpen: boolean): void => go(isOpen ? { to: 'dialog', dialog: 'switch-taxpayer' } : { to: 'closed', dialog: 'switch-taxpayer' })
  const choose = (key: string | number): void => {
    if (key === 'add') go({ to: 'dialog', dialog: 'add-taxpayer' })
    else if (key === 'add-clients') go({ to: 'dialog', dialog: 'add-clients' })
    else if (key === 'manage') go({ to: 'dialog', dialog: 'taxpayers' })
    else {
      toggle(false)
      const chosen = taxpayers.find(({ id }) => String(id) === key)
      if (chosen !== undefined) go({ to: 'taxpayer', taxpayerId: chosen.id })
    }
  }
  const working = taxpayers.filter(({ leftAt }) => leftAt === null)
  const left = taxpayers.filter(({ leftAt }) => leftAt !== null)
  const item = (one: TaxpayerSummary) => (
    <MenuItem key={one.id} id={String(one.id)} textValue={`${one.displayName} ${one.context.identifier.value}`} className="menu-item">
      <span className="menu-check">{one.id === taxpayer.id && <Icon name="check" size={14} />}</span>
      <span>
        {one.displayName}
        <span className="menu-detail switcher-detail">
          {one.context.identifier.value} <EnvironmentChip taxpayer={one} />
        </span>
      </span>
    </MenuItem>
  )
  const action = (id: string, icon: IconName, text: string) => (
    <MenuItem id={id} textValue={text} className="menu-item">
      <span className="menu-check">
        <Icon name={icon} size={14} />
      </span>
      {text}
    </MenuItem>
  )
  return (
    <MenuTrigger isOpen={place.dialog === 'switch-taxpayer'} onOpenChange={toggle}>
      <Button className="switcher">
        <span className="switcher-text">
          <strong className="switcher-name" title={taxpayer.displayName}>
            {taxpayer.displayName}
          </strong>
          <span className="soft switcher-nip">{taxpayer.context.identifier.value}</span>
          <EnvironmentChip taxpayer={taxpayer} isQuiet />
          <span className="visually-hidden">{say('taxpayers.switch')}</span>
        </span>
        <Icon name="chevronDown" size={14} />
      </Button>
      <Popover className="popover switcher-popover" offset={4}>
        <Autocomplete filter={isFound}>
          <SearchField aria-label={say('taxpayers.search')} className="switcher-search">
            <Icon name="search" size={15} />
            <Input ref={focusNow} className="search-input" placeholder={say('taxpayers.search')} maxLength={100} />
          </SearchField>
          <Menu className="menu switcher-menu" aria-label={say('taxpayers.title')} onAction={choose} shouldFocusWrap renderEmptyState={() => <p className="soft switcher-none">{say('taxpayers.none-found')}</p>}>
            <MenuSection aria-label={say('taxpayers.title')}>{working.map(item)}</MenuSection>
            {left.length > 0 && <MenuSection aria-label={say('clients.left')}>{left.map(item)}</MenuSection>}
            <Separator className="menu-separator" />
            {action('add', 'add', say('taxpayers.add'))}
            {action('add-clients', 'checkStack', say('clients.add'))}
            {action('manage', 'key', say('taxpayers.manage'))}
          </Menu>
        </Autocomplete>
      </Popover>
    </MenuTrigger>
  )
}
