export { CopyNumber } from './CopyNumber.tsx'
export { useCopy } from './useCopy.ts'
