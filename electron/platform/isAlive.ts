/** Whether a process of this computer lives. A number may have gone to another since: then the answer is yes. */
export function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0)
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM'
  }
}
