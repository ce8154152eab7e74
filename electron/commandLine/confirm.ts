import { createInterface } from 'node:readline/promises'
import type { Language } from '../shared/contract/program.ts'
import type { Invocation } from './command.ts'

const YES: Readonly<Record<Language, { readonly hint: string; readonly answers: RegExp }>> = {
  pl: { hint: '[t/N]', answers: /^(t|tak|y|yes)$/i },
  en: { hint: '[y/N]', answers: /^(y|yes)$/i },
}

/** Asks the person a question of yes or no, on standard error; no where nobody sits at a terminal to answer it. */
export async function confirm({ language, signal }: Invocation, question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false
  const { hint, answers } = YES[language]
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return answers.test((await terminal.question(`${question} ${hint} `, { signal })).trim())
  } finally {
    terminal.close()
  }
}
