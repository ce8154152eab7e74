import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { Icon } from '../../components/Icon.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import type { Column } from './columns.ts'

export interface ColumnsMenuProps {
  readonly columns: readonly Column[]
  readonly onChange: (columns: readonly Column[]) => void
}

/** Which columns are shown; the state always is. */
export function ColumnsMenu({ columns, onChange }: ColumnsMenuProps) {
  const { say } = useSpeech()
  const shown = columns.filter(({ visible }) => visible).map(({ name }) => name)
  return (
    <MenuTrigger>
      <Button className="icon-button columns-button" aria-label={say('invoices.columns')}>
        <Icon name="columns" />
      </Button>
      <Popover className="popover" offset={4} placement="bottom end">
        <Menu
          className="menu"
          aria-label={say('invoices.columns')}
          selectionMode="multiple"
          selectedKeys={shown}
          disabledKeys={['state']}
          onSelectionChange={(keys) => onChange(columns.map((column) => ({ ...column, visible: column.name === 'state' || keys === 'all' || keys.has(column.name) })))}
        >
          {columns.map(({ name, title, visible }) => (
            <MenuItem key={name} id={name} textValue={say(title)} className="menu-item">
              <span className="menu-check">{visible && <Icon name="check" size={14} />}</span>
              {say(title)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
