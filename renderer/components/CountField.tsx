import { Button, Group, Input, Label, NumberField } from 'react-aria-components'
import { Icon } from './Icon.tsx'
import './CountField.css'

export interface CountFieldProps {
  readonly label: string
  readonly value: number
  readonly onChange: (count: number) => void
  readonly min: number
  readonly max: number
  readonly step: number
}

/** A whole number within bounds: what is typed beyond them becomes the nearest that is allowed. */
export function CountField({ label, value, onChange, min, max, step }: CountFieldProps) {
  return (
    <NumberField className="field" value={value} minValue={min} maxValue={max} step={step} onChange={(count) => Number.isInteger(count) && onChange(count)}>
      <Label className="field-label">{label}</Label>
      <Group className="count-group">
        <Input className="count-input" />
        <Button slot="decrement" className="icon-button">
          <Icon name="minus" size={14} />
        </Button>
        <Button slot="increment" className="icon-button">
          <Icon name="add" size={14} />
        </Button>
      </Group>
    </NumberField>
  )
}
