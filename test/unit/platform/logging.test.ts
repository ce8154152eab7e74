import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createLog, fileLogWriter } from '../../../electron/platform/logging.ts'
import { AppError } from '../../../electron/shared/errors.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

describe('createLog', () => {
  test('writes a failure as one line with its incident and the whole chain of causes, without secrets', () => {
    const lines: string[] = []
    const cause = new Error('refused "password": "tajne"\nsecond line')
    createLog((_level, line) => void lines.push(line)).failure('incident-1', 'taxpayers.add', new AppError('credential-missing', { details: { nip: '1' }, cause }))
    expect(lines).toHaveLength(1)
    expect(lines[0]).not.toContain('\n')
    expect(lines[0]).not.toContain('tajne')
    const facts = JSON.parse(lines[0]!.slice('failure '.length)) as { incidentId: string; causes: { code?: string; message?: string }[] }
    expect(facts.incidentId).toBe('incident-1')
    expect(facts.causes.map(({ code, message }) => code ?? message)).toEqual(['credential-missing', 'refused "password": ***\nsecond line'])
  })

  test('ends a circle of causes', () => {
    const lines: string[] = []
    const cause = new Error('round')
    cause.cause = cause
    createLog((_level, line) => void lines.push(line)).failure('incident-2', 'here', cause)
    expect(lines[0]?.match(/"message":"round"/g)).toHaveLength(5)
  })
})

describe('fileLogWriter', () => {
  test('writes to main.log and begins a new file before it grows too large', () => {
    const folder = temporaryFolder()
    const write = fileLogWriter(folder)
    write('info', 'first line')
    expect(readFileSync(join(folder, 'main.log'), 'utf8')).toMatch(/^\d{4}-\d\d-\d\dT\S+ info first line\n$/)
    for (let index = 0; index < 50; index += 1) write('warn', 'x'.repeat(100_000))
    expect(statSync(join(folder, 'main.log')).size).toBeLessThan(3 * 1024 * 1024)
    expect(statSync(join(folder, 'main.old.log')).size).toBeLessThan(3 * 1024 * 1024)
  })
})
