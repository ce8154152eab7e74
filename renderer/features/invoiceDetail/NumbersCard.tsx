import type { InvoiceDetail } from '../../../electron/shared/contract/invoices.ts'
import { parseKsefNumber } from '../../../electron/shared/model/ksefNumber.ts'
import { useNavigation } from '../../app/navigation.ts'
import { Button } from '../../components/Button.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { CopyNumber } from '../copyNumber/index.ts'
import { Card, Fact } from './Card.tsx'

/** Every identifier of the invoice, each with its copy button; those that are not known are named too. */
export function NumbersCard({ detail }: { readonly detail: InvoiceDetail }) {
  const { say } = useSpeech()
  const { go } = useNavigation()
  const { summary, sessionId, sessionReference } = detail
  const hasWrongChecksum = summary.ksefNumber !== null && parseKsefNumber(summary.ksefNumber)?.checksum === 'wrong'
  const numbers = [
    [say('number.ksef'), summary.ksefNumber],
    [say('number.own'), summary.invoiceNumber],
    [say('number.session'), sessionReference],
    [say('number.invoice'), detail.invoiceReference],
    [say('number.hash'), detail.invoiceHash],
  ] as const
  return (
    <Card title={say('detail.numbers')}>
      <dl className="facts">
        {numbers.map(([name, text]) => (
          <Fact key={name} name={name}>
            {text === null ? <span className="soft">–</span> : <CopyNumber text={text} name={name} />}
          </Fact>
        ))}
        {detail.verificationLink !== null && (
          <Fact name={say('number.link')} hint={say('number.link.hint')}>
            <CopyNumber text={detail.verificationLink} name={say('number.link')} />
          </Fact>
        )}
      </dl>
      {summary.state === 'received' && <p className="soft">{say('number.purchase')}</p>}
      {hasWrongChecksum && <p className="soft">{say('number.wrong-checksum')}</p>}
      {sessionId !== null && sessionReference !== null && (
        <div className="screen-line">
          <Button look="quiet" icon="send" onPress={() => go({ to: 'session-invoices', session: { id: sessionId, reference: sessionReference } })}>
            {say('detail.whole-session')}
          </Button>
        </div>
      )}
    </Card>
  )
}
