import { useState } from 'react'
import { Label, RadioButton, RadioField, RadioGroup, TextArea, TextField } from 'react-aria-components'
import type { SharedCredential } from '../../../electron/shared/contract/clients.ts'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { describeClientProblem } from '../../../electron/shared/messages/access.ts'
import { labelOfEnvironment } from '../../../electron/shared/messages/labels.ts'
import { readClientList } from '../../../electron/shared/model/clientList.ts'
import { ENVIRONMENTS, type Environment } from '../../../electron/shared/model/context.ts'
import { useAddMany } from '../../api/clients.ts'
import { useProgramInfo } from '../../api/program.ts'
import { useNavigation } from '../../app/navigation.ts'
import { AppDialog } from '../../components/AppDialog.tsx'
import { Button } from '../../components/Button.tsx'
import { Choice } from '../../components/Choice.tsx'
import { Field } from '../../components/Field.tsx'
import { Notice } from '../../components/Notice.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureNotice, reportOf } from '../failure/index.ts'
import { CertificateFields, certificateOf, NO_CERTIFICATE } from '../taxpayers/index.ts'
import { AddedList } from './AddedList.tsx'
import { ProblemList } from './ProblemList.tsx'

const WAYS = ['same-as', 'certificate', 'tokens'] as const
type Way = (typeof WAYS)[number]

/** The certificate that opens most companies here: a bookkeeper adds the next clients with it. */
function mostShared(taxpayers: readonly TaxpayerSummary[]): TaxpayerSummary | null {
  const kept = taxpayers.filter(({ credentialKind, credentialKept, leftAt, isDemo }) => credentialKind === 'certificate' && credentialKept !== 'none' && leftAt === null && !isDemo)
  return kept.toSorted((one, other) => other.credentialSharedBy - one.credentialSharedBy)[0] ?? null
}

/** The dialog was opened to paste into it. */
function focusNow(field: HTMLTextAreaElement | null): void {
  field?.focus()
}

/** Many companies at once: a pasted list, what of it was understood, and one certificate for all or a token each. */
export function AddClientsDialog({ taxpayers }: { readonly taxpayers: readonly TaxpayerSummary[] }) {
  const { language, say } = useSpeech()
  const { go } = useNavigation()
  const info = useProgramInfo()
  const addMany = useAddMany()
  const known = mostShared(taxpayers)
  const [text, setText] = useState('')
  const [environment, setEnvironment] = useState<Environment>(known?.context.environment ?? 'production')
  const [apiBase, setApiBase] = useState(known?.apiBase ?? '')
  const [way, setWay] = useState<Way>(known === null ? 'certificate' : 'same-as')
  const [certificate, setCertificate] = useState(NO_CERTIFICATE)

  const isListed = new Set(taxpayers.flatMap(({ context: { environment: where, identifier } }) => (where === environment ? [`${identifier.type}:${identifier.value}`] : [])))
  const { clients, problems } = readClientList(text, ({ type, value }) => isListed.has(`${type}:${value}`))
  const withoutToken = clients.filter(({ token }) => token === null).length
  const isSimulator = environment === 'simulator'

  const shared: SharedCredential | null = way === 'same-as' && known !== null ? { kind: 'same-as', taxpayerId: known.id } : way === 'certificate' ? certificateOf(certificate) : null
  const isReady = clients.length > 0 && (way === 'tokens' ? withoutToken === 0 : shared !== null) && (!isSimulator || URL.canParse(apiBase))

  const close = (): void => go({ to: 'dialog', dialog: null })
  const add = (): void => addMany.mutate({ text, environment, apiBase: isSimulator ? apiBase : null, credential: shared }, { onSuccess: () => setText('') })
  const showTable = (): void => {
    close()
    go({ to: 'view', view: 'clients' })
  }
  const environments = ENVIRONMENTS.filter((one) => one !== 'simulator' || info.data?.developerMode === true)

  if (addMany.data !== undefined) {
    return (
      <AppDialog
        title={say('clients.added.title', { count: addMany.data.added.length })}
        closeLabel={say('close')}
        onClose={showTable}
        footer={
          <Button look="primary" icon="checkStack" onPress={showTable}>
            {say('clients.added.show')}
          </Button>
        }
      >
        <AddedList added={addMany.data} />
      </AppDialog>
    )
  }
  return (
    <AppDialog
      title={say('clients.add.title')}
      size="medium"
      closeLabel={say('close')}
      onClose={close}
      isAlert
      footer={
        <>
          <Button onPress={close}>{say('cancel')}</Button>
          <Button look="primary" icon="add" isDisabled={!isReady || addMany.isPending} onPress={add}>
            {say(addMany.isPending ? 'clients.add.adding' : 'clients.add.add', { count: clients.length })}
          </Button>
        </>
      }
    >
      <TextField className="field" value={text} onChange={setText}>
        <Label className="field-label">{say('clients.add.list')}</Label>
        <TextArea ref={focusNow} className="field-input mono-input clients-paste" rows={7} placeholder={say('clients.add.placeholder')} spellCheck="false" />
      </TextField>
      <p className="soft" role="status">
        {text.trim() === '' ? say('clients.add.hint') : say('clients.add.read', { clients: clients.length, problems: problems.length })}
      </p>
      {problems.length > 0 && <ProblemList problems={problems.map(({ line, text: found, problem }) => ({ line, text: found, why: describeClientProblem(language, problem) }))} />}
      <div className="form-pair">
        <Choice label={say('add.environment')} value={environment} onChange={setEnvironment} options={environments.map((value) => ({ value, text: labelOfEnvironment(language, value) }))} />
        {isSimulator && <Field label={say('add.address')} hint={say('add.address.hint')} value={apiBase} onChange={setApiBase} mono placeholder="http://127.0.0.1:8090" />}
      </div>
      <RadioGroup className="radio-group" value={way} onChange={(value) => setWay(WAYS.find((one) => one === value) ?? 'certificate')}>
        <Label className="field-label">{say('credential.kind')}</Label>
        <div className="radio-line">
          {WAYS.filter((one) => one !== 'same-as' || known !== null).map((one) => (
            <RadioField key={one} value={one}>
              <RadioButton className="radio">
                <span className="radio-dot" />
                {say(`clients.way.${one}`, { name: known?.displayName ?? '', count: known?.credentialSharedBy ?? 0 })}
              </RadioButton>
            </RadioField>
          ))}
        </div>
      </RadioGroup>
      {way === 'certificate' && <CertificateFields draft={certificate} onChange={setCertificate} />}
      {way === 'tokens' && (
        <Notice tone={withoutToken > 0 && clients.length > 0 ? 'warn' : 'info'} title={clients.length > 0 && withoutToken > 0 ? say('clients.way.tokens.missing', { count: withoutToken }) : null}>
          <p>{say('clients.way.tokens.text')}</p>
          <p>{say('credential.token.end')}</p>
        </Notice>
      )}
      {info.data?.keyStoreAvailable === false && <Notice tone="warn">{say('settings.secrets.memory')}</Notice>}
      {addMany.error !== null && <FailureNotice report={reportOf(addMany.error)} />}
    </AppDialog>
  )
}
