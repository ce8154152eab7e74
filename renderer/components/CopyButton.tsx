import { useEffect, useState } from 'react'
import { IconButton } from './Button.tsx'

export interface CopyButtonProps {
  /** Puts the text on the clipboard. */
  readonly onCopy: () => void
  readonly label: string
  readonly copiedLabel: string
}

const SHOWN_MS = 1_500

/** Copies, and says for a moment that it did. */
export function CopyButton({ onCopy, label, copiedLabel }: CopyButtonProps) {
  const [copied, setCopied] = useState(0)
  useEffect(() => {
    if (copied === 0) return
    const timer = setTimeout(() => setCopied(0), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [copied])
  return (
    <IconButton
      icon={copied === 0 ? 'copy' : 'check'}
      label={copied === 0 ? label : copiedLabel}
      size={14}
      onPress={() => {
        onCopy()
        setCopied((count) => count + 1)
      }}
    />
  )
}
