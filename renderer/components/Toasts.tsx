import type { ReactNode } from 'react'
import { Text, UNSTABLE_Toast as Toast, UNSTABLE_ToastContent as ToastContent, UNSTABLE_ToastQueue as ToastQueue, UNSTABLE_ToastRegion as ToastRegion } from 'react-aria-components'
import { IconButton } from './Button.tsx'
import { Icon, type IconName } from './Icon.tsx'
import './Toasts.css'

export interface ToastMessage {
  readonly tone: 'good' | 'info' | 'warn' | 'bad'
  readonly title: string
  readonly lines?: readonly string[]
  readonly action?: ReactNode
}

const ICONS = { good: 'checkCircle', info: 'info', warn: 'pause', bad: 'crossCircle' } as const satisfies Record<ToastMessage['tone'], IconName>

const SHORT_MS = 6_000
/** Time enough to press what it offers. */
const OFFER_MS = 10_000
const LONG_MS = 20_000

const queue = new ToastQueue<ToastMessage>({ maxVisibleToasts: 3 })

function timeoutOf({ tone, action }: ToastMessage): number {
  if (tone !== 'good') return LONG_MS
  return action === undefined ? SHORT_MS : OFFER_MS
}

/** Shows a message that passes by itself; one that asks for something stays longer, a failure until it is closed. */
export function showToast(message: ToastMessage): void {
  if (message.tone === 'bad') queue.add(message)
  else queue.add(message, { timeout: timeoutOf(message) })
}

/** Shows a message that stays until it is closed, by the person or by the function that it gives. */
export function showLastingToast(message: ToastMessage): () => void {
  const key = queue.add(message)
  return () => queue.close(key)
}

export function Toasts({ label, closeLabel }: { readonly label: string; readonly closeLabel: string }) {
  return (
    <ToastRegion queue={queue} className="toasts" aria-label={label}>
      {({ toast }) => (
        <Toast toast={toast} className={`toast toast-${toast.content.tone}`}>
          <Icon name={ICONS[toast.content.tone]} />
          <ToastContent className="toast-content">
            <Text slot="title" className="toast-title">
              {toast.content.title}
            </Text>
            {toast.content.lines?.map((line) => (
              <Text key={line} slot="description">
                {line}
              </Text>
            ))}
            {toast.content.action !== undefined && <div className="toast-action">{toast.content.action}</div>}
          </ToastContent>
          <IconButton icon="close" label={closeLabel} slot="close" size={14} />
        </Toast>
      )}
    </ToastRegion>
  )
}
