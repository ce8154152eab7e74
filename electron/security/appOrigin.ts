export const APP_SCHEME = 'app'
export const APP_HOST = 'bundle'

/** The one origin of every window. */
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`

/** Whether a URL is a page of this program. Node gives custom schemes the origin "null", hence scheme and host. */
export function isAppUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  return url.protocol === `${APP_SCHEME}:` && url.host === APP_HOST && url.username === '' && url.password === ''
}
