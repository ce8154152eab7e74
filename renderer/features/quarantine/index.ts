export { QuarantineList } from './QuarantineList.tsx'
