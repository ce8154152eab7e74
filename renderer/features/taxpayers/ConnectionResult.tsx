import type { ConnectionReport } from '../../../electron/shared/contract/taxpayers.ts'
import { formatInstantDay } from '../../../electron/shared/messages/formats.ts'
import { Button } from '../../components/Button.tsx'
import { Icon, type IconName } from '../../components/Icon.tsx'
import { Notice } from '../../components/Notice.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { useCopy } from '../copyNumber/index.ts'
import { FailureNotice } from '../failure/index.ts'
import './ConnectionResult.css'

const INVOICE_ICONS = { yes: 'checkCircle', no: 'crossCircle', unknown: 'question' } as const satisfies Record<ConnectionReport['invoices'], IconName>
const UPO_ICONS = { all: 'checkCircle', 'own-sessions': 'alert', none: 'crossCircle', unknown: 'question' } as const satisfies Record<ConnectionReport['upo'], IconName>

/** What a try to sign in showed: may it read invoices, which UPO it reaches, and the request to send where it may not. */
export function ConnectionResult({ report }: { readonly report: ConnectionReport }) {
  const { say, language } = useSpeech()
  const copy = useCopy()
  const { certificate } = report
  return (
    <div className="connection">
      {report.error !== null && <FailureNotice report={report.error} />}
      {report.ok && (
        <Notice tone={report.upo === 'none' || report.upo === 'own-sessions' ? 'warn' : 'good'} title={say(`connection.upo.${report.upo}.title`)} isLive>
          <ul className="connection-lines">
            <li>
              <Icon name={INVOICE_ICONS[report.invoices]} size={14} />
              {say(`connection.invoices.${report.invoices}`)}
            </li>
            <li>
              <Icon name={UPO_ICONS[report.upo]} size={14} />
              {say(`connection.upo.${report.upo}`)}
            </li>
            {report.permissions.length > 0 && (
              <li className="soft">
                <Icon name="key" size={14} />
                {say('connection.permissions', { list: report.permissions.join(', ') })}
              </li>
            )}
          </ul>
        </Notice>
      )}
      {certificate !== null && (
        <p className="soft">
          {say('connection.certificate', { subject: certificate.subject, until: formatInstantDay(language, certificate.validUntil) })}
          {certificate.opensEverything && ` ${say('connection.opens-everything')}`}
        </p>
      )}
      {report.requestText !== null && (
        <div className="request">
          <div className="request-head">
            <strong>{say('connection.request')}</strong>
            <Button icon="copy" onPress={() => copy(report.requestText ?? '')}>
              {say('connection.request.copy')}
            </Button>
          </div>
          <textarea className="request-text" readOnly rows={9} aria-label={say('connection.request')} value={report.requestText} />
        </div>
      )}
    </div>
  )
}
