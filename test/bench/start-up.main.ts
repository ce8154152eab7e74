// The program itself, which tells on stdout when its window has loaded.
import '../../electron/main.ts'
import { app } from 'electron'

app.on('web-contents-created', (_event, contents) => {
  contents.once('did-finish-load', () => {
    process.stdout.write(`${JSON.stringify({ rssMb: Math.round(process.memoryUsage.rss() / 1024 / 1024) })}\n`)
  })
})
