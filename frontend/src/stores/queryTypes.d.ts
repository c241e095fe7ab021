import type { AppError } from '@/bridge'

// Every call rejects with an AppError (src/bridge/api.ts), so every query fails with one.
declare module '@tanstack/react-query' {
  interface Register {
    defaultError: AppError
  }
}
