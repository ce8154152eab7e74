/** The one search field of the screen in view carries this mark. */
export const SEARCH_MARK = 'data-search'

export function focusSearch(): void {
  const field = document.querySelector<HTMLInputElement>(`[${SEARCH_MARK}] input`)
  field?.focus()
  field?.select()
}
