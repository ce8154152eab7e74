import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon.tsx'
import './Blank.css'

/** A place with nothing to show: says why, and what to do next. */
export function Blank({ icon, title, children, actions }: { readonly icon: IconName; readonly title: string; readonly children?: ReactNode; readonly actions?: ReactNode }) {
  return (
    <div className="blank">
      <span className="blank-icon">
        <Icon name={icon} size={28} />
      </span>
      <h2 className="blank-title">{title}</h2>
      {children !== undefined && <div className="blank-text">{children}</div>}
      {actions !== undefined && <div className="blank-actions">{actions}</div>}
    </div>
  )
}
