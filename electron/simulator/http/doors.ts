import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Whether anybody listens at the simulator's address. */
export interface Doors {
  /** Opens for the first time, or again at the same port; resolves when it listens. */
  readonly open: () => Promise<void>
  /** From now on connections are refused by the system, and those that were open are cut. */
  readonly shut: () => Promise<void>
  readonly port: () => number
}

export function doorsOf(server: Server, wantedPort: number): Doors {
  let port = wantedPort
  return {
    open: async () => {
      if (server.listening) return
      server.listen(port, '127.0.0.1')
      await once(server, 'listening')
      port = (server.address() as AddressInfo).port
    },
    shut: async () => {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
    port: () => port,
  }
}
