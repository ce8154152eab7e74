import { certificatesOf } from '../trust/trustedCertificates.ts'
import type { TrustStore } from '../trust/trustedCertificates.ts'
import { parseCertificate } from '../../crypto/certificate.ts'
import type { SettingsStore } from '../../platform/settings.ts'

/** Certificates of a company network, kept in the settings: they are trusted on every connection, and in no signature. */
export function networkCertificateStore(settings: SettingsStore): TrustStore {
  const kept = () => settings.current.networkCertificates
  const list: TrustStore['list'] = () =>
    kept().map(({ der, addedAt }) => {
      const bytes = Buffer.from(der, 'base64')
      const { subject, fingerprintSha256 } = parseCertificate(bytes).summary
      return { sha256: fingerprintSha256, der: bytes, subject, addedAt }
    })
  return {
    list,
    add: ({ der, addedAt }) => {
      const added = { der: Buffer.from(der).toString('base64'), addedAt }
      if (kept().some((known) => known.der === added.der)) return false
      settings.change({ networkCertificates: [...kept(), added] })
      return true
    },
    remove: (sha256) => {
      const index = list().findIndex((row) => row.sha256 === sha256)
      if (index === -1) return false
      settings.change({ networkCertificates: kept().toSpliced(index, 1) })
      return true
    },
  }
}

/** The certificates of a store as one PEM text; undefined where there are none. */
export function pemOf(store: Pick<TrustStore, 'list'>): string | undefined {
  const rows = store.list()
  return rows.length === 0 ? undefined : rows.map(({ der }) => toPem(der)).join('')
}

/** The certificates of a file (PEM or DER) as one PEM text: its keys and remarks stay behind. Throws `certificate-unreadable`. */
export function certificatesPem(file: Uint8Array): string {
  return certificatesOf(file).map(toPem).join('')
}

function toPem(der: Uint8Array): string {
  const lines = Buffer.from(der).toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}
