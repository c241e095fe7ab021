import { useState } from 'react'
import { api } from '@/bridge'
import { useModels } from '@/stores/queries'
import { failed } from '@/ui/toast'

/** Puts models into the catalogue, and knows which are in it. */
export function useAddModel() {
  const list = useModels().data ?? []
  const [busy, setBusy] = useState('')
  const add = async (id: string, kind: string) => {
    setBusy(id)
    try {
      await api.models.add(id, kind)
    } catch (cause) {
      failed(cause)
    } finally {
      setBusy('')
    }
  }
  return { add, busy, has: (id: string) => list.some((model) => model.id === id) }
}
