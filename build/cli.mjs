import './checkNode.mjs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt } from './ensureBuilt.mjs'
import { projectFolder } from './projectFolder.mjs'

await ensureBuilt()
await import(pathToFileURL(join(projectFolder, 'out', 'main', 'cli.js')).href)
