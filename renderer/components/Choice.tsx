import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue, type Key } from 'react-aria-components'
import { Icon } from './Icon.tsx'
import './Choice.css'

export interface ChoiceOption<Value extends string> {
  readonly value: Value
  readonly text: string
  readonly detail?: string
}

export interface ChoiceProps<Value extends string> {
  readonly label: string
  readonly options: readonly ChoiceOption<Value>[]
  readonly value: Value
  readonly onChange: (value: Value) => void
  /** The label is said, not shown. */
  readonly compact?: boolean
}

/** One of a few, from a list that drops down. */
export function Choice<Value extends string>({ label, options, value, onChange, compact = false }: ChoiceProps<Value>) {
  const choose = (key: Key | null): void => {
    const chosen = options.find((option) => option.value === key)
    if (chosen !== undefined) onChange(chosen.value)
  }
  return (
    <Select value={value} onChange={choose} className="choice" {...(compact ? { 'aria-label': label } : {})}>
      {!compact && <Label className="field-label">{label}</Label>}
      <Button className="choice-button">
        <SelectValue className="choice-value">{() => options.find((option) => option.value === value)?.text}</SelectValue>
        <Icon name="chevronDown" size={14} />
      </Button>
      <Popover className="popover" offset={4}>
        <ListBox className="menu" aria-label={label}>
          {options.map((option) => (
            <ListBoxItem key={option.value} id={option.value} textValue={option.text} className="menu-item">
              <span className="menu-check">{option.value === value && <Icon name="check" size={14} />}</span>
              <span>
                {option.text}
                {option.detail !== undefined && <span className="menu-detail">{option.detail}</span>}
              </span>
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  )
}
