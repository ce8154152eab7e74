import { useEffect, useEffectEvent, useState } from 'react'
import { parseTime } from '@internationalized/date'
import { DateInput, DateSegment, Label, TimeField as AriaTimeField } from 'react-aria-components'
import './DayField.css'

/** Digits come one by one: a time counts once nobody has typed for this long. */
const REST_MS = 500

export interface TimeFieldProps {
  readonly label: string
  /** `HH:MM`. */
  readonly value: string
  readonly onChange: (time: string) => void
}

/** A time of day, always by 24 hours. */
export function TimeField({ label, value, onChange }: TimeFieldProps) {
  const [typed, setTyped] = useState(value)
  const tell = useEffectEvent(() => onChange(typed))
  useEffect(() => {
    if (typed === value) return undefined
    const timer = setTimeout(() => tell(), REST_MS)
    return () => clearTimeout(timer)
  }, [typed, value])
  return (
    <AriaTimeField className="field" hourCycle={24} value={parseTime(typed)} onChange={(time) => time !== null && setTyped(time.toString().slice(0, 5))}>
      <Label className="field-label">{label}</Label>
      <DateInput className="day-group day-input">{(segment) => <DateSegment segment={segment} className="day-segment" />}</DateInput>
    </AriaTimeField>
  )
}
