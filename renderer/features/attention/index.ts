export { AttentionScreen } from './AttentionScreen.tsx'
export { FolderAnswer } from './FolderAnswer.tsx'
