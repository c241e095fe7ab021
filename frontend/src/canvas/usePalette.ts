import { useMediaQuery } from '@mantine/hooks'
import { useFlow } from '@/stores/flow'
import { useView } from '@/stores/view'

/** Whether the list of steps is open: as the person chose, else where there is room for it or nothing else to see. */
export function usePaletteOpen(): boolean {
  const wish = useView((s) => s.palette)
  const roomy = useMediaQuery('(min-width: 1500px)')
  const bare = useFlow((s) => s.nodes.length <= 1)
  return wish === 'auto' ? roomy || bare : wish === 'open'
}
