import { useSyncExternalStore } from 'react'

/** A command answers in seconds; long work is a job, which tells its progress. */
const LATE_MS = 30_000

const late = new Set<Promise<unknown>>()
const listeners = new Set<() => void>()

/** The same answer, counted as late while it takes too long. Nothing is asked again: what was begun goes on. */
export async function watchAnswer<T>(answer: Promise<T>): Promise<T> {
  const timer = setTimeout(() => {
    late.add(answer)
    tell()
  }, LATE_MS)
  try {
    return await answer
  } finally {
    clearTimeout(timer)
    if (late.delete(answer)) tell()
  }
}

/** Whether an answer is late now. */
export function isAnyAnswerLate(): boolean {
  return late.size > 0
}

export function useLateAnswer(): boolean {
  return useSyncExternalStore(subscribe, isAnyAnswerLate)
}

function tell(): void {
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
