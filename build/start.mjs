import './checkNode.mjs'
import { join } from 'node:path'
import process from 'node:process'
import { CannotRun } from './cannotRun.mjs'
import { prepareElectron } from './electron/prepareElectron.mjs'
import { hasDisplay } from './electron/virtualDisplay.mjs'
import { ensureBuilt } from './ensureBuilt.mjs'
import { projectFolder } from './projectFolder.mjs'
import { runHere } from './run.mjs'
import { say } from './say.mjs'

const args = process.argv.slice(2)

async function openWindow() {
  await ensureBuilt()
  const prepared = await prepareElectron({ display: 'person' })
  const { user } = prepared
  if (user !== undefined) say(`Running as ${user.name}, because Chromium's sandbox does not work for root. Data lies under ${user.home}.`)
  try {
    return await runHere(prepared.executable, [...prepared.args, ...args], {
      env: prepared.env,
      ...(user && { uid: user.uid, gid: user.gid, cwd: user.home }),
    })
  } finally {
    await prepared.close()
  }
}

/** The demo on the command line, for machines without a screen. */
function demoWithoutWindow() {
  const rest = args.filter((argument) => argument !== '--demo')
  return runHere(process.execPath, [join(projectFolder, 'build', 'cli.mjs'), 'demo', ...rest])
}

async function start() {
  if (!hasDisplay()) {
    say('There is no display here (DISPLAY is not set), so no window can open. Running the demo without a window: npm run demo')
    return demoWithoutWindow()
  }
  try {
    return await openWindow()
  } catch (cause) {
    if (!(cause instanceof CannotRun)) throw cause
    say(cause.message)
    return 1
  }
}

process.exitCode = await start()
