import type { RefreshProgress } from '../shared/contract/jobs.ts'
import type { Language } from '../shared/contract/program.ts'
import { labelOfRefreshStep } from '../shared/messages/refresh.ts'
import type { Invocation } from './command.ts'

const TEXTS = {
  pl: { submissions: 'wysyłki', invoices: 'faktury' },
  en: { submissions: 'submissions', invoices: 'invoices' },
} as const satisfies Record<Language, unknown>

const EVERY_MS = 1_000

/** Tells on standard error how far a refresh is: at each step, and at most once a second within it. */
export function progressNotes({ output, language }: Invocation): (progress: RefreshProgress) => void {
  let step: string | null = null
  let toldAt = 0
  return (progress) => {
    const now = Date.now()
    if (progress.step === step && now - toldAt < EVERY_MS) return
    step = progress.step
    toldAt = now
    const { sessionsRead, sessionsToRead, invoicesSeen, uposStored, xmlStored } = progress
    const { submissions, invoices } = TEXTS[language]
    output.note(`${labelOfRefreshStep(language, progress.step)} · ${submissions} ${sessionsRead}/${sessionsToRead ?? '?'} · ${invoices} ${invoicesSeen} · UPO ${uposStored} · XML ${xmlStored}`)
  }
}
