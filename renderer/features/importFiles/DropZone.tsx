import { useEffect, useEffectEvent, useState } from 'react'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { useImportDropped } from '../../api/imports.ts'
import { useNavigation } from '../../app/navigation.ts'
import { Icon } from '../../components/Icon.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { useToastFailure } from '../failure/index.ts'
import './DropZone.css'

/** Takes files and folders dropped anywhere on the window. Whoever uses no mouse has the menu and the import screen. */
export function DropZone({ taxpayer }: { readonly taxpayer: TaxpayerSummary }) {
  const { say } = useSpeech()
  const { go } = useNavigation()
  const importDropped = useImportDropped()
  const toastFailure = useToastFailure()
  const [isOver, setIsOver] = useState(false)

  const take = useEffectEvent((files: readonly File[]) => {
    const paths = files.map((file) => window.api.pathOf(file)).filter((path) => path !== '')
    if (paths.length === 0) return
    importDropped.mutate({ taxpayerId: taxpayer.id, paths }, { onSuccess: () => go({ to: 'view', view: 'import' }), onError: toastFailure })
  })

  useEffect(() => {
    // Moving over the window's parts is a leave and an enter each: the last enter counts.
    let depth = 0
    const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') === true
    const onEnter = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      depth += 1
      setIsOver(true)
    }
    const onOver = (event: DragEvent): void => {
      if (hasFiles(event)) event.preventDefault()
    }
    const onLeave = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      depth -= 1
      if (depth <= 0) setIsOver(false)
    }
    const onDrop = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      event.preventDefault()
      depth = 0
      setIsOver(false)
      take([...(event.dataTransfer?.files ?? [])])
    }
    const listeners = { dragenter: onEnter, dragover: onOver, dragleave: onLeave, drop: onDrop }
    const names = Object.keys(listeners) as (keyof typeof listeners)[]
    for (const name of names) window.addEventListener(name, listeners[name])
    return () => {
      for (const name of names) window.removeEventListener(name, listeners[name])
    }
  }, [])

  if (!isOver) return null
  return (
    <div className="drop-zone">
      <p className="drop-zone-text">
        <Icon name="download" size={28} />
        {say('import.drop')}
      </p>
    </div>
  )
}
