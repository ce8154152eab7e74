import { parseDate } from '@internationalized/date'
import { Button, Calendar, CalendarCell, CalendarGrid, CalendarGridBody, CalendarGridHeader, CalendarHeaderCell, DateInput, DatePicker, DateSegment, Dialog, Group, Heading, Label, Popover } from 'react-aria-components'
import { Icon } from './Icon.tsx'
import './DayField.css'

export interface DayFieldProps {
  readonly label: string
  /** `YYYY-MM-DD`. */
  readonly value: string | null
  readonly onChange: (day: string | null) => void
  readonly min?: string
  readonly max?: string
}

/** A calendar day, typed or chosen from a calendar, written the way of the language in force. */
export function DayField({ label, value, onChange, min, max }: DayFieldProps) {
  return (
    <DatePicker
      className="field"
      value={value === null ? null : parseDate(value)}
      onChange={(day) => onChange(day === null ? null : day.toString())}
      {...(min === undefined ? {} : { minValue: parseDate(min) })}
      {...(max === undefined ? {} : { maxValue: parseDate(max) })}
    >
      <Label className="field-label">{label}</Label>
      <Group className="day-group">
        <DateInput className="day-input">{(segment) => <DateSegment segment={segment} className="day-segment" />}</DateInput>
        <Button className="icon-button">
          <Icon name="chevronDown" size={14} />
        </Button>
      </Group>
      <Popover className="popover" offset={4}>
        <Dialog className="day-dialog">
          <Calendar>
            <header className="day-header">
              <Button slot="previous" className="icon-button">
                <Icon name="chevronLeft" />
              </Button>
              <Heading className="day-heading" />
              <Button slot="next" className="icon-button">
                <Icon name="chevronRight" />
              </Button>
            </header>
            <CalendarGrid className="day-grid">
              <CalendarGridHeader>{(name) => <CalendarHeaderCell className="day-name">{name}</CalendarHeaderCell>}</CalendarGridHeader>
              <CalendarGridBody>{(date) => <CalendarCell date={date} className="day-cell" />}</CalendarGridBody>
            </CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </DatePicker>
  )
}
