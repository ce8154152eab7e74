import PQueue from 'p-queue'

/** KSeF's limits are counted by context, so contexts go side by side; more than these would only share one line and one archive thread. */
const MOST_SIDE_BY_SIDE = 4

/** Does something for each of several clients, a few at a time, in their order; nothing more begins once the signal is aborted. Must not throw for one of them. */
export async function sideBySide<T>(clients: readonly T[], signal: AbortSignal, act: (client: T) => Promise<void>): Promise<void> {
  const queue = new PQueue({ concurrency: MOST_SIDE_BY_SIDE })
  await queue.addAll(
    clients.map((client) => async () => {
      if (!signal.aborted) await act(client)
    }),
  )
}
