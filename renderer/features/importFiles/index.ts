export { DropZone } from './DropZone.tsx'
export { ImportScreen } from './ImportScreen.tsx'
