import type { ReactNode } from 'react'
import { FieldError, Input, Label, Text, TextField, type TextFieldProps } from 'react-aria-components'
import './Field.css'

export interface FieldProps extends Omit<TextFieldProps, 'children' | 'className' | 'style'> {
  readonly label: string
  readonly hint?: ReactNode
  /** Shown in place of the hint where the value cannot be right. */
  readonly problem?: string | null
  readonly mono?: boolean
  readonly placeholder?: string
}

/** A labelled line of text; the hint keeps its place, so that a problem moves nothing. */
export function Field({ label, hint, problem = null, mono = false, placeholder, ...field }: FieldProps) {
  return (
    <TextField {...field} isInvalid={problem !== null} className="field">
      <Label className="field-label">{label}</Label>
      <Input className={mono ? 'field-input mono-input' : 'field-input'} placeholder={placeholder ?? ''} />
      {problem === null ? (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      ) : (
        <FieldError className="field-problem">{problem}</FieldError>
      )}
    </TextField>
  )
}
