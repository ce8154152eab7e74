import { expect, test } from 'vitest'
import { noteCredentialEnd } from '../../../electron/commandLine/noteCredentialEnd.ts'

test.each([
  ['2026-11-01', null, []],
  ['2026-11-28', { kind: 'tokens-end', lastDay: '2026-12-31' }, ['Tokeny działają do 31.12.2026, chyba że Ministerstwo to przedłuży – przygotuj certyfikat.']],
])('on %s a run that signs in with a token gives %j and notes %j', (day, end, expected) => {
  const notes: string[] = []
  const output = { isJson: true, json: () => undefined, line: () => undefined, note: (text: string) => void notes.push(text) }
  expect(noteCredentialEnd({ output, language: 'pl' }, { kind: 'token', token: 'x' }, Date.parse(`${day}T12:00:00Z`))).toEqual(end)
  expect(notes).toEqual(expected)
})
