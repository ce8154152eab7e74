export { FailureBlank, FailureNotice } from './Failure.tsx'
export { reportOf } from './reportOf.ts'
export { useToastFailure } from './useToastFailure.ts'
