import { useQueryClient } from '@tanstack/react-query'
import { api, type Preferences } from '@/bridge'
import { keys, usePreferences } from './queries'

/** A person's choices on this computer, and the function that changes some of them at once. */
export function useSetPreferences() {
  const client = useQueryClient()
  const known = usePreferences().data
  return async (change: Partial<Preferences>): Promise<void> => {
    if (!known) return
    const next = { ...known, ...change }
    client.setQueryData(keys.preferences, next)
    try {
      await api.settings.setPreferences(next)
    } catch (cause) {
      client.setQueryData(keys.preferences, known)
      throw cause
    }
  }
}
