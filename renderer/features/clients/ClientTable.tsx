import { useState } from 'react'
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import type { JobView } from '../../../electron/shared/contract/jobs.ts'
import { accessMarks, describeAccess, describeAccessChanges, type AccessMark } from '../../../electron/shared/messages/access.ts'
import { formatInstantDay } from '../../../electron/shared/messages/formats.ts'
import { useStartLook } from '../../api/clients.ts'
import { useNavigation } from '../../app/navigation.ts'
import { Button } from '../../components/Button.tsx'
import { Icon, type IconName } from '../../components/Icon.tsx'
import { showToast } from '../../components/Toasts.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { useCopy } from '../copyNumber/index.ts'
import { useToastFailure } from '../failure/index.ts'
import { CredentialEndLine, EnvironmentChip, LeaveDialog, ReplaceCredentialDialog } from '../taxpayers/index.ts'
import type { ClientRow } from './clientRows.ts'
import { RefreshCell } from './RefreshCell.tsx'
import { RequestDialog } from './RequestDialog.tsx'

const MARKS = {
  '✔': { icon: 'checkCircle', tone: 'good', word: 'yes' },
  '✘': { icon: 'crossCircle', tone: 'bad', word: 'no' },
  '½': { icon: 'alert', tone: 'warn', word: 'own' },
  '?': { icon: 'question', tone: 'calm', word: 'unknown' },
} as const satisfies Record<AccessMark, { readonly icon: IconName; readonly tone: string; readonly word: string }>

/** What may be read of each company, why not, and what to send to whom. */
export function ClientTable({ rows, jobs }: { readonly rows: readonly ClientRow[]; readonly jobs: readonly JobView[] }) {
  const { say } = useSpeech()
  return (
    <table className="clients" aria-label={say('clients.table')}>
      <thead>
        <tr>
          <th scope="col">{say('clients.column.company')}</th>
          <th scope="col" className="clients-mark">
            {say('clients.column.invoices')}
          </th>
          <th scope="col" className="clients-mark">
            {say('clients.column.upo')}
          </th>
          <th scope="col">{say('clients.column.access')}</th>
          <th scope="col">{say('clients.column.refresh')}</th>
          <th scope="col">
            <span className="visually-hidden">{say('clients.column.actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Client key={row.taxpayer.id} row={row} jobs={jobs} />
        ))}
      </tbody>
    </table>
  )
}

function Client({ row, jobs }: { readonly row: ClientRow; readonly jobs: readonly JobView[] }) {
  const { language, say } = useSpeech()
  const copy = useCopy()
  const [isShown, setIsShown] = useState(false)
  const { taxpayer, access } = row
  const request = access?.requestText ?? null
  const marks = accessMarks(access?.now ?? null)
  const name = taxpayer.displayName
  const copyRequest = (): void => {
    copy(request ?? '')
    showToast({ tone: 'good', title: say('clients.request.copied', { name }) })
  }
  return (
    <tr>
      <th scope="row" className="clients-company">
        <span className="clients-name">{name}</span>
        <span className="soft clients-number">
          {taxpayer.context.identifier.value} <EnvironmentChip taxpayer={taxpayer} isQuiet />
        </span>
        <CredentialEndLine taxpayer={taxpayer} />
      </th>
      <Mark mark={marks.invoices} />
      <Mark mark={marks.upo} />
      <td>
        <p>{access === null ? null : describeAccess(language, access)}</p>
        {access !== null && describeAccessChanges(language, access).map((change) => (
          <p key={change} className="clients-change">
            {change}
          </p>
        ))}
        {access?.now != null && <p className="soft clients-when">{say('clients.confirmed', { day: formatInstantDay(language, access.now.confirmedAt) })}</p>}
        {request !== null && (
          <div className="clients-request">
            <Button icon="copy" aria-label={say('clients.request.copy', { name })} onPress={copyRequest}>
              {say('connection.request.copy')}
            </Button>
            <Button look="quiet" aria-label={say('clients.request.show', { name })} onPress={() => setIsShown(true)}>
              {say('taxpayers.show')}
            </Button>
          </div>
        )}
        {isShown && request !== null && <RequestDialog name={name} text={request} onCopy={copyRequest} onDone={() => setIsShown(false)} />}
      </td>
      <td>
        <RefreshCell row={row} jobs={jobs} />
      </td>
      <td>
        <ClientMenu row={row} />
      </td>
    </tr>
  )
}

function Mark({ mark }: { readonly mark: AccessMark }) {
  const { say } = useSpeech()
  const { icon, tone, word } = MARKS[mark]
  return (
    <td className={`clients-mark is-${tone}`}>
      <Icon name={icon} />
      <span className="visually-hidden">{say(`clients.mark.${word}`)}</span>
    </td>
  )
}

function ClientMenu({ row: { taxpayer } }: { readonly row: ClientRow }) {
  const { say } = useSpeech()
  const { go } = useNavigation()
  const startLook = useStartLook()
  const toastFailure = useToastFailure()
  const [asked, setAsked] = useState<'replace' | 'leave' | null>(null)
  const done = (): void => setAsked(null)
  const act = (key: string | number): void => {
    if (key === 'show') go({ to: 'taxpayer', taxpayerId: taxpayer.id })
    else if (key === 'look') startLook.mutate([taxpayer.id], { onError: toastFailure })
    else setAsked(key === 'replace' ? 'replace' : 'leave')
  }
  return (
    <>
      <MenuTrigger>
        <AriaButton className="icon-button" aria-label={say('clients.more', { name: taxpayer.displayName })}>
          <Icon name="more" />
        </AriaButton>
        <Popover className="popover" placement="bottom end">
          <Menu className="menu" onAction={act} aria-label={taxpayer.displayName}>
            <MenuItem id="show" className="menu-item">
              {say('clients.show')}
            </MenuItem>
            <MenuItem id="look" className="menu-item">
              {say('clients.look-one')}
            </MenuItem>
            <MenuItem id="replace" className="menu-item">
              {say('taxpayers.replace')}
            </MenuItem>
            <MenuItem id="leave" className="menu-item">
              {say('taxpayers.leave')}
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      {asked === 'replace' && <ReplaceCredentialDialog taxpayer={taxpayer} onDone={done} />}
      {asked === 'leave' && <LeaveDialog taxpayer={taxpayer} onDone={done} />}
    </>
  )
}
