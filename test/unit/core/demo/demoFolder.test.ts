import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeDemoFolder, removeAbandonedDemos, removeDemoFolder } from '../../../../electron/core/demo/demoFolder.ts'
import { temporaryFolder } from '../../../support/temporaryFolder.ts'

test('a demo has a folder of its own that is gone afterwards', async () => {
  const temp = temporaryFolder()
  const first = await makeDemoFolder(temp)
  const second = await makeDemoFolder(temp)
  expect(first).not.toBe(second)
  expect(statSync(first).mode & 0o077).toBe(0)
  writeFileSync(join(first, 'a.teczka'), 'x')
  await removeDemoFolder(first)
  await removeDemoFolder(first)
  expect(readdirSync(temp)).toHaveLength(1)
})

test('the next start removes what a killed demo left, and nothing else', async () => {
  const temp = temporaryFolder()
  const dead = spawnSync(process.execPath, ['--version']).pid
  for (const name of [`teczka-upo-demo-${dead}-abc`, 'teczka-upo-demo-x', 'somebody-elses']) {
    mkdirSync(join(temp, name))
    writeFileSync(join(temp, name, 'file'), 'x')
  }
  const running = await makeDemoFolder(temp)
  await removeAbandonedDemos(temp, () => expect.fail('all may go'))
  expect(readdirSync(temp).sort()).toEqual(['somebody-elses', 'teczka-upo-demo-x', running.slice(temp.length + 1)].sort())
  expect(existsSync(running)).toBe(true)
})
