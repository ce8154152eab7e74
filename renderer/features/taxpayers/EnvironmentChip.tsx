import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { labelOfEnvironment } from '../../../electron/shared/messages/labels.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import './EnvironmentChip.css'

/** Which KSeF a company is in, each in a colour of its own; production is the rule and needs no mark where `isQuiet`. */
export function EnvironmentChip({ taxpayer, isQuiet = false }: { readonly taxpayer: Pick<TaxpayerSummary, 'context' | 'isDemo'>; readonly isQuiet?: boolean }) {
  const { language, say } = useSpeech()
  const { environment } = taxpayer.context
  if (isQuiet && !taxpayer.isDemo && environment === 'production') return null
  const look = taxpayer.isDemo ? 'simulator' : environment
  return <span className={`environment environment-${look}`}>{taxpayer.isDemo ? say('demo.short') : labelOfEnvironment(language, environment)}</span>
}
