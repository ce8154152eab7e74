import type { z } from 'zod'

/** One question of the window to the main process: its name comes from its place in the contract. */
export interface Command<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly input: Input
  readonly output: Output
}

export function command<Input extends z.ZodType, Output extends z.ZodType>(input: Input, output: Output): Command<Input, Output> {
  return { input, output }
}
