import { useEffect, useEffectEvent, useState } from 'react'
import { Button, Input, SearchField } from 'react-aria-components'
import { SEARCH_MARK } from '../app/focusSearch.ts'
import { Icon } from './Icon.tsx'
import './SearchBox.css'

const PAUSE_MS = 220

export interface SearchBoxProps {
  readonly label: string
  readonly placeholder: string
  readonly clearLabel: string
  readonly value: string
  /** Told when the typing rests. */
  readonly onChange: (text: string) => void
}

/** A search field that waits for the end of a word. */
export function SearchBox({ label, placeholder, clearLabel, value, onChange }: SearchBoxProps) {
  const [typed, setTyped] = useState(value)
  const [told, setTold] = useState(value)
  // Set from elsewhere (filters cleared): the field follows.
  if (told !== value) {
    setTold(value)
    setTyped(value)
  }
  const tell = (text: string): void => {
    setTold(text)
    onChange(text)
  }
  // A cleared field is no word that might go on: left at once, it would be forgotten, and the old search come back.
  const type = (text: string): void => {
    setTyped(text)
    if (text === '') tell(text)
  }
  const tellAfterPause = useEffectEvent(tell)
  useEffect(() => {
    if (typed === value) return
    const timer = setTimeout(() => tellAfterPause(typed), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed, value])
  return (
    <SearchField aria-label={label} value={typed} onChange={type} onSubmit={tell} className="search-box" {...{ [SEARCH_MARK]: '' }}>
      <Icon name="search" size={15} />
      <Input className="search-input" placeholder={placeholder} maxLength={200} />
      {typed !== '' && (
        <Button className="icon-button" aria-label={clearLabel}>
          <Icon name="close" size={14} />
        </Button>
      )}
    </SearchField>
  )
}
