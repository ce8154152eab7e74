import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { createOutput } from '../../../electron/commandLine/output.ts'

function spoken(isJson: boolean, speak: (output: ReturnType<typeof createOutput>) => void): { readonly stdout: string; readonly stderr: string } {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  speak(createOutput(isJson, { stdout, stderr }))
  const textOf = (stream: PassThrough): string => (stream.read() as Buffer | null)?.toString('utf8') ?? ''
  return { stdout: textOf(stdout), stderr: textOf(stderr) }
}

const HOSTILE = 'Firma\u001b[31m \u0007"Łódź"\r\nSp. z o.o.\u009b2J\u007f'

test('a line stays one line, and nothing in it is an order to the terminal', () => {
  expect(spoken(false, (output) => output.line(`  1  ${HOSTILE}\tkoniec`)).stdout).toBe('  1  Firma␛[31m ␇"Łódź" Sp. z o.o.\ufffd2J␡\tkoniec\n')
})

test('a note keeps its lines', () => {
  expect(spoken(false, (output) => output.note('Jedno\u001b]0;x\u0007\nDrugie')).stderr).toBe('Jedno␛]0;x␇\nDrugie\n')
})

test('a value for programs is the same value, on one line of plain characters', () => {
  const { stdout } = spoken(true, (output) => output.json({ name: HOSTILE }))
  expect(JSON.parse(stdout)).toEqual({ name: HOSTILE })
  expect(stdout.trimEnd()).not.toMatch(/\p{Cc}/u)
})
