export { AvoidLine } from './AvoidLine.tsx'
export { DiagnosisActions } from './DiagnosisActions.tsx'
export { DiagnosisFacts } from './DiagnosisFacts.tsx'
export { HandledLine } from './HandledLine.tsx'
