import type { z } from 'zod'
import type { Command } from './command.ts'
import { attention } from './attention.ts'
import { clients } from './clients.ts'
import { identify } from './identify.ts'
import { imports } from './imports.ts'
import { invoices } from './invoices.ts'
import { jobs } from './jobs.ts'
import { network } from './network.ts'
import { program } from './program.ts'
import { quarantine } from './quarantine.ts'
import { schedule } from './schedule.ts'
import { selfChecks } from './selfChecks.ts'
import { sessions } from './sessions.ts'
import { taxpayers } from './taxpayers.ts'
import { trust } from './trust.ts'

/** Everything that the window may ask of the main process: schemas here, names in channels.ts. */
export const contract = { attention, clients, identify, imports, invoices, jobs, network, program, quarantine, schedule, selfChecks, sessions, taxpayers, trust } as const

export type Contract = typeof contract
export type Domain = keyof Contract

/** `invoices.search`, `jobs.cancel`, … */
export type Channel = { [D in Domain]: `${D}.${Extract<keyof Contract[D], string>}` }[Domain]

export type CommandAt<C extends Channel> = C extends `${infer D extends Domain}.${infer N}` ? (N extends keyof Contract[D] ? Extract<Contract[D][N], Command> : never) : never

export type InputOf<C extends Channel> = z.infer<CommandAt<C>['input']>
export type OutputOf<C extends Channel> = z.infer<CommandAt<C>['output']>
