// The assistants listed under "Open" in the rail, kept on this computer.
import { create } from 'zustand'
import { persist } from 'zustand/middleware'

interface OpenFlows {
  ids: string[]
  open: (id: string) => void
  close: (id: string) => void
}

export const useOpenFlows = create<OpenFlows>()(
  persist(
    (set) => ({
      ids: [],
      open: (id) => set((s) => (s.ids.includes(id) ? s : { ids: [...s.ids, id].slice(-8) })),
      close: (id) => set((s) => ({ ids: s.ids.filter((i) => i !== id) })),
    }),
    { name: 'greenlight.open' },
  ),
)
