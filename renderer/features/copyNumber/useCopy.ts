import { unwrap } from '../../api/client.ts'
import { useToastFailure } from '../failure/index.ts'

/** Puts a text on the clipboard, through the main process: the window itself may not. */
export function useCopy(): (text: string) => void {
  const toastFailure = useToastFailure()
  return (text) => void unwrap(window.api.program.copyText({ text })).catch(toastFailure)
}
