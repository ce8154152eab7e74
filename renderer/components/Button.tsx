import type { ReactNode } from 'react'
import { Button as AriaButton, Tooltip, TooltipTrigger, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import { Icon, type IconName } from './Icon.tsx'
import './Button.css'

type PressProps = Pick<AriaButtonProps, 'onPress' | 'isDisabled' | 'isPending' | 'type' | 'slot' | 'aria-label' | 'aria-describedby'>

export interface ButtonProps extends PressProps {
  readonly children: ReactNode
  readonly icon?: IconName
  readonly look?: 'plain' | 'primary' | 'quiet' | 'danger'
}

export function Button({ children, icon, look = 'plain', ...press }: ButtonProps) {
  return (
    <AriaButton {...press} className={`button button-${look}`}>
      {icon !== undefined && <Icon name={icon} />}
      <span className="button-text">{children}</span>
    </AriaButton>
  )
}

export interface IconButtonProps extends PressProps {
  readonly icon: IconName
  /** Said by screen readers and shown on hover and focus. */
  readonly label: string
  readonly size?: number
}

export function IconButton({ icon, label, size = 16, ...press }: IconButtonProps) {
  return (
    <TooltipTrigger delay={500}>
      <AriaButton {...press} aria-label={label} className="icon-button">
        <Icon name={icon} size={size} />
      </AriaButton>
      <Tooltip className="tooltip" offset={4}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  )
}
