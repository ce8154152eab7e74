import type { ElectronApplication } from '@playwright/test'

/** What the person answers; null: they change their mind. */
export interface DialogAnswers {
  /** The file or folder chosen in an open dialog. */
  readonly open?: string | null
  /** The path chosen in a save dialog. */
  readonly save?: string | null
  /** The position of the button pressed in a message box. */
  readonly button?: number
}

/** Answers the system's dialogs in the person's place, which no test can click: from now on, until called again. */
export async function answerDialogs(app: ElectronApplication, { open = null, save = null, button = 0 }: DialogAnswers): Promise<void> {
  await app.evaluate(
    ({ dialog }, answers) => {
      dialog.showOpenDialog = () =>
        Promise.resolve({ canceled: answers.open === null, filePaths: answers.open === null ? [] : [answers.open] })
      dialog.showSaveDialog = () => Promise.resolve({ canceled: answers.save === null, filePath: answers.save ?? '' })
      dialog.showMessageBox = () => Promise.resolve({ response: answers.button, checkboxChecked: false })
    },
    { open, save, button },
  )
}
