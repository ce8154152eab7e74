import type { StatusInfo } from './kinds.ts'

export type SessionType = 'Online' | 'Batch'

/** What became of a session; `done` still asks whether any invoice was correct. */
export type SessionFate =
  | 'open'
  | 'closing'
  | 'done'
  | 'package-error'
  | 'key-error'
  | 'decryption-error'
  | 'nothing-sent'
  | 'timed-out'

/** Codes and descriptions as in open-api.json (SessionStatusResponse.status); the two types have tables of their own. */
export function sessionStatus(type: SessionType, fate: SessionFate, successful: number): StatusInfo {
  const isOnline = type === 'Online'
  switch (fate) {
    case 'open':
      return { code: 100, description: isOnline ? 'Sesja interaktywna otwarta' : 'Sesja wsadowa rozpoczęta' }
    case 'closing':
      return isOnline ? { code: 170, description: 'Sesja interaktywna zamknięta' } : { code: 150, description: 'Trwa przetwarzanie' }
    case 'done':
      if (successful === 0) return { code: 445, description: 'Błąd weryfikacji, brak poprawnych faktur' }
      return { code: 200, description: isOnline ? 'Sesja interaktywna przetworzona pomyślnie' : 'Sesja wsadowa przetworzona pomyślnie' }
    case 'package-error':
      return { code: 405, description: 'Błąd weryfikacji poprawności dostarczonych elementów paczki' }
    case 'key-error':
      return { code: 415, description: 'Błąd odszyfrowania dostarczonego klucza' }
    case 'decryption-error':
      return { code: 435, description: 'Błąd odszyfrowania zaszyfrowanych części archiwum' }
    case 'nothing-sent':
      return { code: 440, description: 'Sesja anulowana', details: ['Nie przesłano faktur'] }
    case 'timed-out':
      return { code: 440, description: 'Sesja anulowana', details: ['Przekroczono czas wysyłki'] }
  }
}

export type CommonSessionStatus = 'InProgress' | 'Succeeded' | 'Failed' | 'Cancelled'

/** The coarse status that `GET /sessions?statuses=` filters by. */
export function commonStatus(code: number): CommonSessionStatus {
  if (code === 100 || code === 150 || code === 170) return 'InProgress'
  if (code === 200) return 'Succeeded'
  return code === 440 ? 'Cancelled' : 'Failed'
}
