import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon.tsx'
import './Notice.css'

export type NoticeTone = 'info' | 'good' | 'warn' | 'bad' | 'odd'

const ICONS = { info: 'info', good: 'checkCircle', warn: 'alert', bad: 'crossCircle', odd: 'question' } as const satisfies Record<NoticeTone, IconName>

export interface NoticeProps {
  readonly tone: NoticeTone
  readonly title?: ReactNode
  readonly children?: ReactNode
  /** Said by screen readers as soon as it appears. */
  readonly isLive?: boolean
}

/** A framed remark with an icon of its tone. */
export function Notice({ tone, title, children, isLive = false }: NoticeProps) {
  return (
    <div className={`notice notice-${tone}`} {...(isLive ? { role: tone === 'bad' ? 'alert' : 'status' } : {})}>
      <Icon name={ICONS[tone]} />
      <div className="notice-text">
        {title !== undefined && <p className="notice-title">{title}</p>}
        {children}
      </div>
    </div>
  )
}
