import { useReducer, useState } from 'react'
import { QueryClientProvider } from '@tanstack/react-query'
import { createQueryClient } from '../api/queryClient.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { moved, NavigationContext, START } from './navigation.ts'
import { Shell } from './Shell.tsx'

export function App() {
  const [client] = useState(createQueryClient)
  const [place, go] = useReducer(moved, START)
  return (
    <ErrorBoundary>
      <QueryClientProvider client={client}>
        <NavigationContext value={{ place, go }}>
          <Shell />
        </NavigationContext>
      </QueryClientProvider>
    </ErrorBoundary>
  )
}
