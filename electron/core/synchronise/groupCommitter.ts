/** Groups are ten times faster than one by one with synchronous=FULL; more than this would keep the archive's thread too long. */
const MAX_GROUP_SIZE = 250

/** A group waits this long for more, and as long as the group before it is being committed: busy times make large groups. */
const GATHER_MS = 10

export interface GroupCommitter<Item> {
  /** Resolves when the group that holds this item is on disk; rejects with the failure of its commit. */
  add(item: Item): Promise<void>
  /** Commits what is waiting, without waiting for a full group. */
  flush(): Promise<void>
}

/** Collects items and commits them in groups, one group at a time and in order. */
export function createGroupCommitter<Item>(commit: (items: readonly Item[]) => Promise<void>): GroupCommitter<Item> {
  const groups: Group<Item>[] = []
  let running: Promise<void> | null = null

  async function commitAll(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, GATHER_MS))
    for (let group = groups.shift(); group !== undefined; group = groups.shift()) {
      try {
        await commit(group.items)
        group.resolve()
      } catch (cause) {
        // The items of this group learn of it; the groups after it have their own chance.
        group.reject(cause)
      }
    }
    running = null
  }

  return {
    add(item) {
      let group = groups.at(-1)
      if (group === undefined || group.items.length >= MAX_GROUP_SIZE) {
        group = newGroup<Item>()
        groups.push(group)
      }
      group.items.push(item)
      running ??= commitAll()
      return group.committed
    },
    async flush() {
      await running
    },
  }
}

interface Group<Item> {
  readonly items: Item[]
  readonly committed: Promise<void>
  readonly resolve: () => void
  readonly reject: (cause: unknown) => void
}

function newGroup<Item>(): Group<Item> {
  let resolve: () => void = () => undefined
  let reject: (cause: unknown) => void = () => undefined
  const committed = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve
    reject = onReject
  })
  return { items: [], committed, resolve, reject }
}
