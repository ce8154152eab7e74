import { contextKey } from '../../shared/model/context.ts'
import { closeArchive, createOrOpenArchive, openArchive, type ArchiveAddress, type WritableDb } from '../connection.ts'

const MOST_OPEN = 16

/** Open archives by file; the one used longest ago is closed when there would be too many. */
export interface ConnectionPool {
  /** The connection to an archive that must exist. */
  readonly open: (address: ArchiveAddress) => WritableDb
  /** The same, making the archive when there is none. */
  readonly create: (address: ArchiveAddress) => WritableDb
  readonly close: (file: string) => void
  readonly closeAll: () => void
}

interface OpenArchive {
  readonly db: WritableDb
  readonly owner: string
}

export function createConnectionPool(mostOpen = MOST_OPEN): ConnectionPool {
  // A Map remembers the order of insertion: what is used moves to its end.
  const connections = new Map<string, OpenArchive>()

  function use(address: ArchiveAddress, connect: (address: ArchiveAddress) => WritableDb): WritableDb {
    const owner = contextKey(address.context)
    const known = connections.get(address.file)
    // Asked for another context, the file itself must answer (and refuse).
    const db = known?.owner === owner ? known.db : connect(address)
    connections.delete(address.file)
    connections.set(address.file, { db, owner })
    for (const file of connections.keys()) {
      if (connections.size <= mostOpen) break
      close(file)
    }
    return db
  }

  function close(file: string): void {
    const known = connections.get(file)
    if (known === undefined) return
    connections.delete(file)
    closeArchive(known.db)
  }

  return {
    open: (address) => use(address, (there) => openArchive(there)),
    create: (address) => use(address, createOrOpenArchive),
    close,
    closeAll: () => {
      for (const file of [...connections.keys()]) close(file)
    },
  }
}
