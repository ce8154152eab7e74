import { useProgramInfo } from '../../api/program.ts'
import { useNavigation } from '../../app/navigation.ts'
import { useReady } from '../../app/ready.ts'
import { Button } from '../../components/Button.tsx'
import { Icon, type IconName } from '../../components/Icon.tsx'
import { showToast } from '../../components/Toasts.tsx'
import { useDroppedFiles } from '../../components/useDroppedFiles.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import type { UiMessageId } from '../../i18n/messages.ts'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { useDemo } from './useDemo.ts'
import './FirstScreen.css'

const PROMISES = [
  ['checkCircle', 'first.keeps', 'first.keeps.text'],
  ['question', 'first.explains', 'first.explains.text'],
  ['shield', 'first.never-sends', 'first.never-sends.text'],
] as const satisfies readonly (readonly [IconName, UiMessageId, UiMessageId])[]

/** What the program is, what it never does, and the two ways in. */
export function FirstScreen() {
  const { say } = useSpeech()
  const { go } = useNavigation()
  const info = useProgramInfo()
  const demo = useDemo()
  useReady(info.data !== undefined)
  // Every file goes into the folder of a company, and there is none yet.
  useDroppedFiles(() => showToast({ tone: 'info', title: say('first.dropped'), lines: [say('first.dropped.text')] }))
  return (
    <main className="first-screen">
      <div className="first-corner">
        <LanguageSwitch />
        <Button icon="settings" onPress={() => go({ to: 'view', view: 'settings' })}>
          {say('nav.settings')}
        </Button>
      </div>
      <div className="first-card">
        <span className="first-mark">
          <Icon name="archive" size={34} />
        </span>
        <h1 className="first-title">Teczka UPO</h1>
        <p className="first-lead">{say('first.lead')}</p>
        <ul className="first-promises">
          {PROMISES.map(([icon, title, text]) => (
            <li key={title}>
              <Icon name={icon} size={20} />
              <h2>{say(title)}</h2>
              <p className="soft">{say(text)}</p>
            </li>
          ))}
        </ul>
        <div className="first-actions">
          <Button look="primary" icon="add" onPress={() => go({ to: 'dialog', dialog: 'add-taxpayer' })}>
            {say('first.add')}
          </Button>
          <Button icon="checkStack" onPress={() => go({ to: 'dialog', dialog: 'add-clients' })}>
            {say('first.add-many')}
          </Button>
          <Button icon="play" isDisabled={demo.isStarting} onPress={demo.start}>
            {say('first.demo')}
          </Button>
        </div>
        <p className="soft first-hint">{say('first.demo.hint')}</p>
      </div>
    </main>
  )
}
