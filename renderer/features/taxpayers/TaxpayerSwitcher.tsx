import { Button, Menu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { labelOfEnvironment } from '../../../electron/shared/messages/labels.ts'
import { useNavigation } from '../../app/navigation.ts'
import { Icon } from '../../components/Icon.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import './TaxpayerSwitcher.css'

export interface TaxpayerSwitcherProps {
  readonly taxpayer: TaxpayerSummary
  readonly taxpayers: readonly TaxpayerSummary[]
}

/** In whose name one is looking; the others, and the way to add or manage them. */
export function TaxpayerSwitcher({ taxpayer, taxpayers }: TaxpayerSwitcherProps) {
  const { say, language } = useSpeech()
  const { go } = useNavigation()
  const environment = (one: TaxpayerSummary): string => (one.isDemo ? say('demo.short') : labelOfEnvironment(language, one.context.environment))
  const isNotable = taxpayer.isDemo || taxpayer.context.environment !== 'production'
  const choose = (key: string | number): void => {
    if (key === 'add') go({ to: 'dialog', dialog: 'add-taxpayer' })
    else if (key === 'manage') go({ to: 'dialog', dialog: 'taxpayers' })
    else {
      const chosen = taxpayers.find(({ id }) => String(id) === key)
      if (chosen !== undefined) go({ to: 'taxpayer', taxpayerId: chosen.id })
    }
  }
  return (
    <MenuTrigger>
      <Button className="switcher" aria-label={say('taxpayers.switch', { name: taxpayer.displayName })}>
        <span className="switcher-text">
          <strong className="switcher-name">{taxpayer.displayName}</strong>
          <span className="soft switcher-nip">{taxpayer.context.identifier.value}</span>
          {isNotable && <span className="switcher-environment">{environment(taxpayer)}</span>}
        </span>
        <Icon name="chevronDown" size={14} />
      </Button>
      <Popover className="popover" offset={4}>
        <Menu className="menu" aria-label={say('taxpayers.title')} onAction={choose}>
          {taxpayers.map((one) => (
            <MenuItem key={one.id} id={String(one.id)} textValue={one.displayName} className="menu-item">
              <span className="menu-check">{one.id === taxpayer.id && <Icon name="check" size={14} />}</span>
              <span>
                {one.displayName}
                <span className="menu-detail">
                  {one.context.identifier.value} · {environment(one)}
                </span>
              </span>
            </MenuItem>
          ))}
          <Separator className="menu-separator" />
          <MenuItem id="add" textValue={say('taxpayers.add')} className="menu-item">
            <span className="menu-check">
              <Icon name="add" size={14} />
            </span>
            {say('taxpayers.add')}
          </MenuItem>
          <MenuItem id="manage" textValue={say('taxpayers.manage')} className="menu-item">
            <span className="menu-check">
              <Icon name="key" size={14} />
            </span>
            {say('taxpayers.manage')}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
