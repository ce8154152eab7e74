export { HandledDialog } from './HandledDialog.tsx'
export { HandledMark } from './HandledMark.tsx'
