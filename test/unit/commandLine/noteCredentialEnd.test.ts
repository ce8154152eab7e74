import { expect, test } from 'vitest'
import { noteCredentialEnd } from '../../../electron/commandLine/noteCredentialEnd.ts'

test.each([
  ['2026-11-01', []],
  ['2026-11-28', ['Tokeny działają do 31.12.2026, chyba że Ministerstwo to przedłuży – przygotuj certyfikat.']],
])('on %s a run that signs in with a token notes %j', (day, expected) => {
  const notes: string[] = []
  const output = { isJson: true, json: () => undefined, line: () => undefined, note: (text: string) => void notes.push(text) }
  noteCredentialEnd({ output, language: 'pl' }, { kind: 'token', token: 'x' }, Date.parse(`${day}T12:00:00Z`))
  expect(notes).toEqual(expected)
})
