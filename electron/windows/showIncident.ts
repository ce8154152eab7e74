import { dialog } from 'electron'
import type { NativeTexts } from './nativeTexts.ts'

let isShown = false

/** Tells the person of a failure that no answer could carry, with the number under which it is logged; one at a time. */
export async function showIncident(texts: NativeTexts, incidentId: string, kind: 'crash' | 'windowGone' = 'crash'): Promise<void> {
  if (isShown) return
  isShown = true
  try {
    await dialog.showMessageBox({ type: 'error', title: 'Teczka UPO', message: texts.crashTitle, detail: texts[kind].replace('{incidentId}', incidentId) })
  } finally {
    isShown = false
  }
}
