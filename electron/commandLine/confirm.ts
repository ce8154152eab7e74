import { createInterface } from 'node:readline/promises'
import type { Language } from '../shared/contract/program.ts'
import type { Invocation } from './command.ts'

const YES: Readonly<Record<Language, { readonly hint: string; readonly answers: RegExp }>> = {
  pl: { hint: '[t/N]', answers: /^(t|tak|y|yes)$/i },
  en: { hint: '[y/N]', answers: /^(y|yes)$/i },
}

/** Asks the person a question of yes or no, on standard error; no where nobody sits at a terminal to answer it. */
export async function confirm(invocation: Invocation, question: string): Promise<boolean> {
  const { hint, answers } = YES[invocation.language]
  const answer = await askToType(invocation, `${question} ${hint}`)
  return answer !== null && answers.test(answer)
}

/** Asks the person to type something, on standard error; null where nobody sits at a terminal. */
export async function askToType({ signal }: Invocation, question: string): Promise<string | null> {
  if (!process.stdin.isTTY) return null
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return (await terminal.question(`${question} `, { signal })).trim()
  } finally {
    terminal.close()
  }
}
