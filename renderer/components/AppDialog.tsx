import type { ReactNode } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { IconButton } from './Button.tsx'
import './AppDialog.css'

export interface AppDialogProps {
  readonly title: string
  readonly closeLabel: string
  readonly onClose: () => void
  readonly children: ReactNode
  /** Buttons, the main one last. */
  readonly footer?: ReactNode
  readonly size?: 'narrow' | 'normal' | 'medium' | 'wide'
  /** A question about something irreversible: a click beside it does not close it. */
  readonly isAlert?: boolean
}

/** A modal dialog; mounted means open. Escape closes it. */
export function AppDialog({ title, closeLabel, onClose, children, footer, size = 'normal', isAlert = false }: AppDialogProps) {
  return (
    <ModalOverlay
      isOpen
      isDismissable={!isAlert}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
      className="dialog-scrim"
    >
      <Modal className={`dialog-frame dialog-${size}`}>
        <Dialog role={isAlert ? 'alertdialog' : 'dialog'} className="dialog">
          <header className="dialog-header">
            <Heading slot="title" level={2} className="dialog-title">
              {title}
            </Heading>
            <IconButton icon="close" label={closeLabel} onPress={onClose} />
          </header>
          <div className="dialog-body">{children}</div>
          {footer !== undefined && <footer className="dialog-footer">{footer}</footer>}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
