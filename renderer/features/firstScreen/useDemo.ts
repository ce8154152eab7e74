import { useEffect, useEffectEvent, useRef } from 'react'
import { useProgramInfo } from '../../api/program.ts'
import { useStartDemo, useTaxpayers } from '../../api/taxpayers.ts'
import { useStartRefresh } from '../../api/jobs.ts'
import { useNavigation } from '../../app/navigation.ts'
import { useToastFailure } from '../failure/index.ts'
import { FIRST_DAY_OF_KSEF } from '../refresh/index.ts'

export interface Demo {
  readonly start: () => void
  readonly isStarting: boolean
}

/** Opens the demo and refreshes it at once, so that there is something to look at. */
export function useDemo(): Demo {
  const { go } = useNavigation()
  const startDemo = useStartDemo()
  const startRefresh = useStartRefresh()
  const toastFailure = useToastFailure()
  const start = async (): Promise<void> => {
    const taxpayer = await startDemo.mutateAsync()
    go({ to: 'taxpayer', taxpayerId: taxpayer.id })
    if (taxpayer.lastRefreshAt === null) await startRefresh.mutateAsync({ taxpayerId: taxpayer.id, from: FIRST_DAY_OF_KSEF })
  }
  return { start: () => void start().catch(toastFailure), isStarting: startDemo.isPending }
}

/** Where the program was started with --demo. */
export function useDemoFromStart(): void {
  const info = useProgramInfo()
  const taxpayers = useTaxpayers()
  const demo = useDemo()
  const hasStarted = useRef(false)
  const isWanted = info.data?.startInDemo === true && taxpayers.data !== undefined && !taxpayers.data.some(({ isDemo }) => isDemo)
  const start = useEffectEvent(() => demo.start())
  useEffect(() => {
    if (!isWanted || hasStarted.current) return
    hasStarted.current = true
    start()
  }, [isWanted])
}
