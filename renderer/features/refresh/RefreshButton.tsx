import { Button } from '../../components/Button.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import type { RefreshFlow } from './useRefreshFlow.ts'

/** Begins a refresh; while one runs, stops it. Both words take the same room. Nothing where the archive is only read. */
export function RefreshButton({ refresh }: { readonly refresh: RefreshFlow }) {
  const { say } = useSpeech()
  const { running } = refresh
  if (refresh.isReadOnly) return null
  return running === null ? (
    <Button look="primary" icon="refresh" onPress={refresh.start}>
      {say('refresh.start')}
    </Button>
  ) : (
    <Button icon="close" onPress={() => refresh.cancel(running)}>
      {say('refresh.cancel')}
    </Button>
  )
}
