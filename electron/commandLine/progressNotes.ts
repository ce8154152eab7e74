import type { RefreshProgress } from '../shared/contract/jobs.ts'
import type { Invocation } from './command.ts'

const EVERY_MS = 1_000

/** Tells on standard error how far a refresh is: at each step, and at most once a second within it. */
export function progressNotes({ output }: Invocation): (progress: RefreshProgress) => void {
  let step: string | null = null
  let toldAt = 0
  return (progress) => {
    const now = Date.now()
    if (progress.step === step && now - toldAt < EVERY_MS) return
    step = progress.step
    toldAt = now
    const { sessionsRead, sessionsToRead, invoicesSeen, uposStored, xmlStored } = progress
    output.note(`${progress.step}  ${sessionsRead}/${sessionsToRead ?? '?'}  ${invoicesSeen}  UPO ${uposStored}  XML ${xmlStored}`)
  }
}
