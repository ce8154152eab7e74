import { isAbsolute, relative, resolve, sep } from 'node:path'

/**
 * The file of the served folder that an app:// URL names ('/' is index.html), or undefined when the URL is malformed or
 * points outside the folder.
 */
export function bundlePath(folder: string, url: string): string | undefined {
  const path = decodedPath(url)
  if (path === undefined || path.includes('\0') || path.includes('\\')) return undefined
  const file = resolve(folder, `.${path === '/' ? '/index.html' : path}`)
  const inside = relative(folder, file)
  const isInside = inside !== '' && inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside)
  return isInside ? file : undefined
}

function decodedPath(url: string): string | undefined {
  try {
    return decodeURIComponent(new URL(url).pathname)
  } catch (cause) {
    // Both complain of malformed text with these; anything else is ours.
    if (cause instanceof URIError || cause instanceof TypeError) return undefined
    throw cause
  }
}
