/** Any time longer than a load; nothing happens when it is over. */
const LONG_MS = 2 ** 30

/**
 * Loads modules that await at their top level (libxml2-wasm compiles there), with something due in this thread's event loop meanwhile.
 * A loop with nothing due makes Node block the thread until V8's background tasks are done, those of other threads among them
 * (`NodePlatform::DrainTasks`); when one of these waits for a blocked thread to collect garbage, both wait for ever
 * (nodejs/node issue 54918). On a busy machine this befell one start of the program in fifty (Node 20).
 */
export async function loadWhileAwake<T>(load: () => Promise<T>): Promise<T> {
  const due = setInterval(() => undefined, LONG_MS)
  try {
    return await load()
  } finally {
    clearInterval(due)
  }
}
