import PQueue from 'p-queue'

/** Works on the items in their order, so many at once. After a failure none is begun any more; it rises once those under way have ended. */
export async function inTurn<Item>(items: readonly Item[], atOnce: number, work: (item: Item) => Promise<void>): Promise<void> {
  const queue = new PQueue({ concurrency: atOnce })
  try {
    await queue.addAll(items.map((item) => () => work(item)))
  } finally {
    queue.clear()
    await queue.onIdle()
  }
}
