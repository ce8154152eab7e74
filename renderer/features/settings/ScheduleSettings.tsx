import { SwitchButton, SwitchField } from 'react-aria-components'
import { TRAY_USES, type Settings } from '../../../electron/shared/contract/program.ts'
import { LEAST_MINUTES, MOST_MINUTES, type Schedule } from '../../../electron/shared/contract/schedule.ts'
import { formatInstant } from '../../../electron/shared/messages/formats.ts'
import { useScheduleView } from '../../api/schedule.ts'
import { Choice } from '../../components/Choice.tsx'
import { CountField } from '../../components/CountField.tsx'
import { Notice } from '../../components/Notice.tsx'
import { TimeField } from '../../components/TimeField.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureNotice, reportOf } from '../failure/index.ts'

/** What each choice begins with: at night, when limits are free; or every two hours. */
const BEGINNINGS = {
  off: { kind: 'off' },
  daily: { kind: 'daily', at: '03:30' },
  every: { kind: 'every', minutes: 120 },
} as const satisfies { readonly [Kind in Schedule['kind']]: Extract<Schedule, { kind: Kind }> }

const MINUTES_STEP = 5

export interface ScheduleSettingsProps {
  readonly settings: Settings
  readonly change: (part: Partial<Settings>) => void
}

/** When all companies are refreshed without being asked, and how the program is there to do it. */
export function ScheduleSettings({ settings, change }: ScheduleSettingsProps) {
  const { say } = useSpeech()
  const { schedule, isSchedulePaused, tray, startAtLogin } = settings
  const isOn = schedule.kind !== 'off'
  return (
    <>
      <p>{say('schedule.text')}</p>
      <div className="settings-row">
        <Choice
          label={say('schedule.when')}
          value={schedule.kind}
          onChange={(kind) => change({ schedule: BEGINNINGS[kind], isSchedulePaused: false })}
          options={[
            { value: 'off', text: say('schedule.off') },
            { value: 'daily', text: say('schedule.daily') },
            { value: 'every', text: say('schedule.every') },
          ]}
        />
        {schedule.kind === 'daily' && <TimeField label={say('schedule.at')} value={schedule.at} onChange={(at) => change({ schedule: { kind: 'daily', at } })} />}
        {schedule.kind === 'every' && (
          <CountField label={say('schedule.minutes')} value={schedule.minutes} min={LEAST_MINUTES} max={MOST_MINUTES} step={MINUTES_STEP} onChange={(minutes) => change({ schedule: { kind: 'every', minutes } })} />
        )}
      </div>
      {isOn && (
        <>
          <SettingSwitch isSelected={isSchedulePaused} onChange={(isPaused) => change({ isSchedulePaused: isPaused })} text={say('schedule.pause')} />
          <NextRun isPaused={isSchedulePaused} />
        </>
      )}
      <Choice
        label={say('tray.label')}
        value={tray}
        onChange={(use) => change({ tray: use })}
        options={TRAY_USES.map((value) => ({ value, text: say(`tray.${value}`), detail: say(`tray.${value}.detail`) }))}
      />
      {isOn && tray !== 'keeps-running' && <p className="soft">{say('schedule.only-while-open')}</p>}
      <SettingSwitch isSelected={startAtLogin} onChange={(isWanted) => change({ startAtLogin: isWanted })} text={say('start-at-login')} hint={say('start-at-login.hint')} />
    </>
  )
}

/** One line that keeps its place, whatever it says. */
function NextRun({ isPaused }: { readonly isPaused: boolean }) {
  const { language, say } = useSpeech()
  const view = useScheduleView()
  if (view.error !== null) return <FailureNotice report={reportOf(view.error)} />
  const { nextRunAt, isRunning, lastRun } = view.data ?? { nextRunAt: null, isRunning: false, lastRun: null }
  const next = nextRunAt === null ? '…' : say('schedule.next', { at: formatInstant(language, nextRunAt) })
  return (
    <Notice tone={isPaused ? 'warn' : 'info'} title={isRunning ? say('schedule.running') : isPaused ? say('schedule.paused') : next}>
      <p>{lastRun === null ? say('schedule.never-ran') : say(`schedule.last.${lastRun.outcome}`, { at: formatInstant(language, lastRun.at) })}</p>
    </Notice>
  )
}

function SettingSwitch({ isSelected, onChange, text, hint }: { readonly isSelected: boolean; readonly onChange: (isSelected: boolean) => void; readonly text: string; readonly hint?: string }) {
  return (
    <SwitchField isSelected={isSelected} onChange={onChange}>
      <SwitchButton className="switch">
        <span className="switch-track" />
        <span>
          {text}
          {hint !== undefined && <span className="menu-detail">{hint}</span>}
        </span>
      </SwitchButton>
    </SwitchField>
  )
}
