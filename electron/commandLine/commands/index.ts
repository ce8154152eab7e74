import type { CliCommand } from '../command.ts'
import { attention } from './attention.ts'
import { access, contextAddMany, contextDelete, contextHandOver, contextLeave, contextResume } from './clients.ts'
import { contextAdd, contextList, contextReceived } from './context.ts'
import { demo } from './demo.ts'
import { diagnoseCommand } from './diagnose.ts'
import { exportBundle } from './export.ts'
import { importCommand } from './import.ts'
import { list } from './list.ts'
import { show } from './show.ts'
import { simulator } from './simulator.ts'
import { sync } from './sync.ts'
import { verify } from './verify.ts'

/** Every command, in the order of the help text. */
export const COMMANDS: readonly CliCommand[] = [demo, contextAdd, contextAddMany, contextList, contextReceived, access, contextLeave, contextResume, contextHandOver, contextDelete, sync, importCommand, list, show, attention, diagnoseCommand, exportBundle, verify, simulator]
