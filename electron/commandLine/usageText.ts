import type { Language } from '../shared/contract/program.ts'
import type { CliCommand } from './command.ts'

const TEXTS = {
  pl: {
    head: 'Teczka UPO – wiersz poleceń. Użycie: npm run --silent cli -- <polecenie> [opcje]',
    tail: [
      'Wspólne opcje: --json (jeden obiekt JSON w wierszu), --language pl|en, --help',
      'Dane do logowania tylko ze zmiennych: TECZKA_TOKEN lub TECZKA_TOKEN_FILE; albo TECZKA_CERTIFICATE_FILE,',
      'TECZKA_KEY_FILE (bez niej: PKCS#12) i TECZKA_PASSWORD lub TECZKA_PASSWORD_FILE. Nie są zapisywane.',
      'Sieć firmowa: HTTPS_PROXY, NO_PROXY; TECZKA_CA_FILE – plik z certyfikatem sieci (PEM).',
      'Kody wyjścia: 0 gotowe, 1 błąd programu, 2 złe użycie, 3 odmowa KSeF, 4 brak połączenia, 5 wyczerpany limit, 6 archiwum lub plik, 7 znaleziono uszkodzenia (verify), 130 przerwane (Ctrl+C).',
    ],
  },
  en: {
    head: 'Teczka UPO – command line. Usage: npm run --silent cli -- <command> [options]',
    tail: [
      'Common options: --json (one JSON object a line), --language pl|en, --help',
      'Credentials come from variables only: TECZKA_TOKEN or TECZKA_TOKEN_FILE; or TECZKA_CERTIFICATE_FILE,',
      'TECZKA_KEY_FILE (without it: PKCS#12) and TECZKA_PASSWORD or TECZKA_PASSWORD_FILE. They are not stored.',
      'Company network: HTTPS_PROXY, NO_PROXY; TECZKA_CA_FILE – a file with the certificate of the network (PEM).',
      'Exit codes: 0 done, 1 fault of the program, 2 wrong usage, 3 refused by KSeF, 4 no connection, 5 budget spent, 6 archive or file, 7 damage found (verify), 130 stopped (Ctrl+C).',
    ],
  },
} as const satisfies Record<Language, unknown>

/** How one command is typed. */
export function usageLine({ usage }: CliCommand): string {
  return `  ${usage}`
}

export function usageText(language: Language, commands: readonly CliCommand[]): string {
  const { head, tail } = TEXTS[language]
  const lines = commands.map((command) => `${usageLine(command)}\n      ${command.summary[language]}`)
  return [head, '', ...lines, '', ...tail].join('\n')
}
