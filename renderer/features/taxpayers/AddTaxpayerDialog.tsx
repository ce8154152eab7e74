import { useState } from 'react'
import type { TaxpayerDraft } from '../../../electron/shared/contract/taxpayers.ts'
import { labelOfEnvironment, labelOfIdentifierType } from '../../../electron/shared/messages/labels.ts'
import { ENVIRONMENTS, OFFERED_IDENTIFIER_TYPES, type ContextIdentifierType, type Environment } from '../../../electron/shared/model/context.ts'
import { useProgramInfo } from '../../api/program.ts'
import { useAddTaxpayer, useTestDraft } from '../../api/taxpayers.ts'
import { useNavigation } from '../../app/navigation.ts'
import { AppDialog } from '../../components/AppDialog.tsx'
import { Button } from '../../components/Button.tsx'
import { Choice } from '../../components/Choice.tsx'
import { Field } from '../../components/Field.tsx'
import { Notice } from '../../components/Notice.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureNotice, reportOf } from '../failure/index.ts'
import { ConnectionResult } from './ConnectionResult.tsx'
import { CredentialFields, credentialOf, NO_CREDENTIAL } from './CredentialFields.tsx'
import { readIdentifier } from './identifier.ts'

/** A new taxpayer: where, who, and what opens it. Nothing is kept before "Add". */
export function AddTaxpayerDialog() {
  const { language, say } = useSpeech()
  const { go } = useNavigation()
  const info = useProgramInfo()
  const testDraft = useTestDraft()
  const addTaxpayer = useAddTaxpayer()
  const [environment, setEnvironment] = useState<Environment>('production')
  const [type, setType] = useState<ContextIdentifierType>('Nip')
  const [typed, setTyped] = useState('')
  const [name, setName] = useState('')
  const [apiBase, setApiBase] = useState('')
  const [credential, setCredential] = useState(NO_CREDENTIAL)

  const identifier = readIdentifier(type, typed)
  const allowsToken = type === 'Nip' || type === 'InternalId'
  const input = credentialOf(allowsToken ? credential : { ...credential, kind: 'certificate' })
  const isSimulator = environment === 'simulator'
  const draft: TaxpayerDraft | null =
    identifier.kind !== 'right' || input === null || (isSimulator && !URL.canParse(apiBase))
      ? null
      : {
          context: { environment, identifier: { type, value: identifier.value } },
          displayName: name.trim() === '' ? identifier.value : name.trim(),
          apiBase: isSimulator ? apiBase : null,
          credential: input,
        }

  const close = (): void => go({ to: 'dialog', dialog: null })
  const add = (): void => {
    if (draft === null) return
    addTaxpayer.mutate(draft, {
      onSuccess: (taxpayer) => {
        go({ to: 'taxpayer', taxpayerId: taxpayer.id })
        close()
      },
    })
  }
  const test = (): void => {
    if (draft !== null) testDraft.mutate(draft)
  }
  const environments = ENVIRONMENTS.filter((one) => one !== 'simulator' || info.data?.developerMode === true)

  return (
    <AppDialog
      title={say('add.title')}
      closeLabel={say('close')}
      onClose={close}
      isAlert
      footer={
        <>
          <Button icon="link" isDisabled={draft === null || testDraft.isPending} onPress={test}>
            {say(testDraft.isPending ? 'connection.testing' : 'connection.test')}
          </Button>
          <span className="screen-spring" />
          <Button onPress={close}>{say('cancel')}</Button>
          <Button look="primary" icon="add" isDisabled={draft === null || addTaxpayer.isPending} onPress={add}>
            {say('add.add')}
          </Button>
        </>
      }
    >
      <div className="form-pair">
        <Choice label={say('add.environment')} value={environment} onChange={setEnvironment} options={environments.map((value) => ({ value, text: labelOfEnvironment(language, value) }))} />
        <Choice label={say('add.identifier-type')} value={type} onChange={setType} options={OFFERED_IDENTIFIER_TYPES.map((value) => ({ value, text: labelOfIdentifierType(language, value) }))} />
      </div>
      {isSimulator && <Field label={say('add.address')} hint={say('add.address.hint')} value={apiBase} onChange={setApiBase} mono placeholder="http://127.0.0.1:8090" />}
      <div className="form-pair">
        <Field
          label={labelOfIdentifierType(language, type)}
          hint={identifier.kind === 'right' ? say('add.identifier.right', { value: identifier.value }) : say(`add.identifier.${type}`)}
          problem={identifier.kind === 'wrong' ? say(`add.identifier.${identifier.problem}`) : null}
          value={typed}
          onChange={setTyped}
          mono
        />
        <Field label={say('add.name')} hint={say('add.name.hint')} value={name} onChange={setName} maxLength={200} />
      </div>
      <CredentialFields draft={credential} onChange={setCredential} allowsToken={allowsToken} />
      {info.data?.keyStoreAvailable === false && <Notice tone="warn">{say('settings.secrets.memory')}</Notice>}
      {testDraft.data !== undefined && <ConnectionResult report={testDraft.data} />}
      {testDraft.error !== null && <FailureNotice report={reportOf(testDraft.error)} />}
      {addTaxpayer.error !== null && <FailureNotice report={reportOf(addTaxpayer.error)} />}
    </AppDialog>
  )
}
