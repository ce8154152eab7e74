import { useState } from 'react'
import { warsawDayOf } from '../../../electron/shared/model/warsawDay.ts'
import { Choice } from '../../components/Choice.tsx'
import { DayField } from '../../components/DayField.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FIRST_DAY_OF_KSEF, firstRefreshDay, FIRST_REFRESH_CHOICES, type FirstRefreshChoice } from './firstRefreshDay.ts'

export interface FirstDayDraft {
  readonly choice: FirstRefreshChoice
  readonly ownDay: string | null
}

/** From which Warsaw day to read the first time; null while a day of one's own is not chosen. */
export function useFirstDay(): { readonly from: string | null; readonly draft: FirstDayDraft; readonly change: (draft: FirstDayDraft) => void } {
  const [draft, change] = useState<FirstDayDraft>({ choice: 'all', ownDay: null })
  return { from: draft.choice === 'own' ? draft.ownDay : firstRefreshDay(draft.choice, warsawDayOf(new Date())), draft, change }
}

export function FirstDayFields({ draft, onChange }: { readonly draft: FirstDayDraft; readonly onChange: (draft: FirstDayDraft) => void }) {
  const { say } = useSpeech()
  return (
    <>
      <Choice label={say('first-refresh.from')} value={draft.choice} onChange={(choice) => onChange({ ...draft, choice })} options={FIRST_REFRESH_CHOICES.map((value) => ({ value, text: say(`first-refresh.${value}`) }))} />
      {draft.choice === 'own' && <DayField label={say('first-refresh.day')} value={draft.ownDay} onChange={(ownDay) => onChange({ ...draft, ownDay })} min={FIRST_DAY_OF_KSEF} max={warsawDayOf(new Date())} />}
    </>
  )
}
