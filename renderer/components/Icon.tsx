import './Icon.css'

/** Outlines on a grid of 16 by 16. */
const PATHS = {
  add: 'M8 3v10M3 8h10',
  alert: 'M8 2.2 14.4 13.4H1.6ZM8 6.4v3.2M8 11.6v.1',
  archive: 'M2.5 5.5v7a1 1 0 0 0 1 1h9a1 1 0 0 0 1-1v-7M1.8 2.5h12.4v3H1.8ZM6.3 8.5h3.4',
  box: 'M2.5 4.8 8 2l5.5 2.8v6.4L8 14l-5.5-2.8ZM2.5 4.8 8 7.6l5.5-2.8M8 7.6V14',
  check: 'm3.2 8.4 3.2 3.2 6.4-7',
  checkCircle: 'M14.2 8A6.2 6.2 0 1 1 1.8 8a6.2 6.2 0 0 1 12.4 0ZM5.2 8.2l2 2 3.8-4.2',
  checkStack: 'M5.5 2.5h7a1 1 0 0 1 1 1v7M2.5 6a.9.9 0 0 1 .9-.9h6.2a.9.9 0 0 1 .9.9v6.2a.9.9 0 0 1-.9.9H3.4a.9.9 0 0 1-.9-.9ZM4.5 9.3l1.4 1.4 2.6-3',
  chevronDown: 'm4 6 4 4 4-4',
  chevronRight: 'm6 4 4 4-4 4',
  chevronLeft: 'm10 4-4 4 4 4',
  clock: 'M14.2 8A6.2 6.2 0 1 1 1.8 8a6.2 6.2 0 0 1 12.4 0ZM8 4.4V8l2.4 1.6',
  close: 'm4 4 8 8M12 4l-8 8',
  columns: 'M2.5 3h11v10h-11ZM6.2 3v10M9.8 3v10',
  copy: 'M5.5 5.5h7v8h-7ZM10.5 5.5v-3h-7v8h2',
  crossCircle: 'M14.2 8A6.2 6.2 0 1 1 1.8 8a6.2 6.2 0 0 1 12.4 0ZM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4',
  document: 'M4 1.8h5.2L12.5 5v9.2H4ZM9 1.8V5.2h3.5M6 8h4.5M6 10.8h4.5',
  documentMissing: 'M4 4V1.8h5.2L12.5 5v2M9 1.8V5.2h3.5M4 7v1.6M4 11.4v2.8h2M8.6 14.2h1.6M12.5 9.6v1.6M12.5 13.4v.8',
  download: 'M8 2v8M4.8 7 8 10.2 11.2 7M2.5 13.5h11',
  filter: 'M2 3.5h12M4.5 8h7M6.8 12.5h2.4',
  folder: 'M1.8 12.8V3.2h4.4l1.4 1.6h6.6v8Z',
  info: 'M14.2 8A6.2 6.2 0 1 1 1.8 8a6.2 6.2 0 0 1 12.4 0ZM8 7.4v3.4M8 5.2v.1',
  key: 'M9.8 9.6a3.6 3.6 0 1 1 1.2-5.8 3.6 3.6 0 0 1-1.2 5.8ZM7 8.8l-5 5M3.8 12l1.4 1.4M8.6 6.2v.1',
  link: 'M6.6 9.4 9.4 6.6M7.2 4.6l1.5-1.5a2.97 2.97 0 0 1 4.2 4.2l-1.5 1.5M8.8 11.4l-1.5 1.5a2.97 2.97 0 0 1-4.2-4.2l1.5-1.5',
  minus: 'M3.5 8h9',
  more: 'M3.6 8v.1M8 8v.1M12.4 8v.1',
  pause: 'M14.2 8A6.2 6.2 0 1 1 1.8 8a6.2 6.2 0 0 1 12.4 0ZM6.6 5.8v4.4M9.4 5.8v4.4',
  play: 'M4.5 2.8v10.4L13 8Z',
  question: 'M14.2 8A6.2 6.2 0 1 1 1.8 8a6.2 6.2 0 0 1 12.4 0ZM6.2 6.4a1.8 1.8 0 1 1 2.6 1.7c-.6.3-.8.6-.8 1.2M8 11.2v.1',
  refresh: 'M13.6 6.6A5.9 5.9 0 0 0 2.6 5.4M2.4 9.4a5.9 5.9 0 0 0 11 1.2M2.4 2.6v3h3M13.6 13.4v-3h-3',
  search: 'M11.4 7a4.4 4.4 0 1 1-8.8 0 4.4 4.4 0 0 1 8.8 0ZM10.2 10.2l3.6 3.6',
  send: 'M2.5 4.8 8 2l5.5 2.8v6.4L8 14l-5.5-2.8ZM8 10.4V5.8M6 7.6l2-2 2 2',
  settings: 'M2 4.5h6.4M11.6 4.5H14M2 11.5h2.4M7.6 11.5H14M10 6.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4ZM6 13.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4Z',
  sortDown: 'm4.5 6.5 3.5 4 3.5-4',
  sortUp: 'm4.5 9.5 3.5-4 3.5 4',
  stack: 'M8 2 14 5 8 8 2 5ZM2 8l6 3 6-3M2 11l6 3 6-3',
  shield: 'M8 1.8 13 3.6v4c0 3.2-2.1 5.4-5 6.6-2.9-1.2-5-3.4-5-6.6v-4Z',
  user: 'M8 8.2a2.9 2.9 0 1 0 0-5.8 2.9 2.9 0 0 0 0 5.8ZM2.4 14c.5-2.6 2.7-4 5.6-4s5.1 1.4 5.6 4',
} as const satisfies Record<string, string>

export type IconName = keyof typeof PATHS

/** A small picture beside a text that says the same; screen readers pass it over. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  )
}
