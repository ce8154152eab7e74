import type { TaxpayerDraft } from '../../shared/contract/taxpayers.ts'
import type { Workspace } from '../workspace.ts'
import { makeDemoFolder, removeDemoFolder } from './demoFolder.ts'
import type { RunningSimulator } from './simulatorThread.ts'

export interface OpenDemoOptions {
  readonly tempFolder: string
  readonly startSimulator: () => Promise<RunningSimulator>
  /** Opens an archive folder of its own, with secrets in memory alone, marked as the demo. */
  readonly openWorkspace: (folder: string) => Workspace
}

/**
 * The demo: a simulator and one taxpayer of it, in an archive folder that is thrown away. Closing it closes the archive, ends the
 * simulator and deletes the folder; what fails to start leaves nothing behind.
 */
export async function openDemo({ tempFolder, startSimulator, openWorkspace }: OpenDemoOptions): Promise<Workspace> {
  const undo: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    const folder = await makeDemoFolder(tempFolder)
    undo.push(() => removeDemoFolder(folder))
    const simulator = await startSimulator()
    undo.push(simulator.stop)
    const workspace = openWorkspace(folder)
    undo.push(workspace.close)
    await workspace.taxpayers.add(draftOf(simulator))
    return { ...workspace, close }
  } catch (cause) {
    await close()
    throw cause
  }
}

function draftOf({ apiBase, taxpayer, token }: RunningSimulator): TaxpayerDraft {
  return {
    context: { environment: 'simulator', identifier: { type: 'Nip', value: taxpayer.nip } },
    displayName: taxpayer.name,
    apiBase,
    credential: { kind: 'token', token },
  }
}
