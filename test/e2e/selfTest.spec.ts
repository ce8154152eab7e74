import { spawnSync } from 'node:child_process'
import { electronForPlaywright, makeAppFolder } from './support/appFolders.ts'
import { expect, test } from '@playwright/test'

test('--self-test tries archive, signatures and printing without a window, and ends', () => {
  const { executable, args, env } = electronForPlaywright()
  const run = spawnSync(executable, [...args, '--self-test', `--user-data-dir=${makeAppFolder('user-data')}`], { env, encoding: 'utf8', timeout: 50_000 })
  const checks = run.stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { check: string; ok: boolean; error?: string })
  expect(checks.map(({ check, ok, error }) => [check, ok, error])).toEqual(['versions', 'sqlite', 'archive', 'signatures', 'pdf'].map((check) => [check, true, undefined]))
  expect(run.status).toBe(0)
})
