import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { useImportDropped } from '../../api/imports.ts'
import { useNavigation } from '../../app/navigation.ts'
import { Icon } from '../../components/Icon.tsx'
import { useDroppedFiles } from '../../components/useDroppedFiles.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { useToastFailure } from '../failure/index.ts'
import './DropZone.css'

/** Takes files and folders dropped anywhere on the window. Whoever uses no mouse has the menu and the import screen. */
export function DropZone({ taxpayer }: { readonly taxpayer: TaxpayerSummary }) {
  const { say } = useSpeech()
  const { go } = useNavigation()
  const importDropped = useImportDropped()
  const toastFailure = useToastFailure()

  const isOver = useDroppedFiles((files) => {
    const paths = files.map((file) => window.api.pathOf(file)).filter((path) => path !== '')
    if (paths.length === 0) return
    importDropped.mutate({ taxpayerId: taxpayer.id, paths }, { onSuccess: () => go({ to: 'view', view: 'import' }), onError: toastFailure })
  })

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
