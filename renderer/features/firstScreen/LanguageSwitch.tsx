import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { useChangeSettings } from '../../api/program.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import '../../components/Segments.css'

/** Polish or English, before there are settings to look for. */
export function LanguageSwitch() {
  const { language, say } = useSpeech()
  const changeSettings = useChangeSettings()
  return (
    <ToggleButtonGroup
      aria-label={say('settings.language')}
      className="segments"
      disallowEmptySelection
      selectedKeys={[language]}
      onSelectionChange={(keys) => changeSettings.mutate({ language: keys.has('en') ? 'en' : 'pl' })}
    >
      <ToggleButton id="pl" className="segment">
        Polski
      </ToggleButton>
      <ToggleButton id="en" className="segment">
        English
      </ToggleButton>
    </ToggleButtonGroup>
  )
}
