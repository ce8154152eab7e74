import type { Route } from '../http/route.ts'
import { ACCOUNT_ROUTES } from './accountRoutes.ts'
import { EXPORT_LINK_ROUTE, EXPORT_ROUTES } from './exportRoutes.ts'
import { INVOICE_ROUTES } from './invoiceRoutes.ts'
import { METADATA_ROUTE } from './metadataRoute.ts'
import { SENDING_ROUTES } from './sendingRoutes.ts'
import { SESSION_ROUTES } from './sessionRoutes.ts'
import { SIGN_IN_ROUTES } from './signInRoutes.ts'
import { LINK_ROUTES, UPO_ROUTES } from './upoRoutes.ts'

/** Routes below the API base. */
export const ROUTES: readonly Route[] = [...SIGN_IN_ROUTES, ...ACCOUNT_ROUTES, ...SESSION_ROUTES, ...UPO_ROUTES, ...INVOICE_ROUTES, METADATA_ROUTE, ...EXPORT_ROUTES, ...SENDING_ROUTES]

/** Routes beside it, where links lead. */
export const STORAGE_ROUTES: readonly Route[] = [...LINK_ROUTES, EXPORT_LINK_ROUTE]
