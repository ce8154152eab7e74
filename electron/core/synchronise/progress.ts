import type { RefreshProgress } from '../../shared/contract/jobs.ts'

export interface ProgressTracker {
  readonly current: () => RefreshProgress
  /** Sets what changed and tells whoever listens. */
  readonly set: (change: Partial<RefreshProgress>) => void
  readonly count: (field: 'sessionsRead' | 'invoicesSeen' | 'uposStored' | 'xmlStored', by: number) => void
}

export const NO_PROGRESS: RefreshProgress = {
  step: 'signing-in',
  sessionsRead: 0,
  sessionsToRead: null,
  invoicesSeen: 0,
  uposStored: 0,
  uposWanted: null,
  xmlStored: 0,
  xmlWanted: null,
  forecast: null,
}

export function createProgressTracker(onProgress: (progress: RefreshProgress) => void): ProgressTracker {
  let progress = NO_PROGRESS
  const set = (change: Partial<RefreshProgress>): void => {
    progress = { ...progress, ...change }
    onProgress(progress)
  }
  return {
    current: () => progress,
    set,
    count: (field, by) => set({ [field]: progress[field] + by }),
  }
}
