import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const FILE = 'teczka-upo.desktop'

export interface AutostartEntry {
  readonly command: string
  readonly arguments: readonly string[]
}

/** Where desktops look for what starts with them (XDG Autostart). */
export function autostartFolder(environment: Readonly<Record<string, string | undefined>>, home: string): string {
  const base = environment.XDG_CONFIG_HOME
  return join(base === undefined || base === '' ? join(home, '.config') : base, 'autostart')
}

/** Writes the entry that starts the program with the desktop; null takes it away. */
export function writeAutostart(folder: string, entry: AutostartEntry | null): void {
  const file = join(folder, FILE)
  if (entry === null) {
    rmSync(file, { force: true })
    return
  }
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, desktopEntry(entry), { mode: 0o644 })
}

function desktopEntry(entry: AutostartEntry): string {
  const exec = [entry.command, ...entry.arguments].map(quoted).join(' ')
  return ['[Desktop Entry]', 'Type=Application', 'Name=Teczka UPO', `Exec=${exec}`, 'Terminal=false', 'X-GNOME-Autostart-enabled=true', ''].join('\n')
}

/** Quoting of the key Exec (Desktop Entry Specification): within quotes `"`, `` ` ``, `$` and `\` are escaped, `%` is doubled, and `\` once more as in any text. */
function quoted(argument: string): string {
  return `"${argument.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%').replaceAll('\\', '\\\\')}"`
}
