import { Button } from '@mantine/core'
import { useReactFlow } from '@xyflow/react'
import { PanelLeftClose, Plus } from 'lucide-react'
import type { RefObject } from 'react'
import type { Spec } from '@/bridge'
import { useSpecs } from '@/stores/specs'
import { useView } from '@/stores/view'
import { canvas } from '@/text/canvas'
import { addAfterChosen } from './addStep'
import css from './canvas.module.css'
import { StepList } from './StepList'
import { usePaletteOpen } from './usePalette'

/** The steps to choose from, over the left edge of the canvas. */
export function PalettePanel({ frame }: { frame: RefObject<HTMLDivElement | null> }) {
  const kinds = useSpecs((s) => s.kinds)
  const open = usePaletteOpen()
  const setOpen = (value: boolean) => useView.setState({ palette: value ? 'open' : 'closed' })
  const { screenToFlowPosition } = useReactFlow()

  const choose = (spec: Spec) => {
    const box = frame.current?.getBoundingClientRect()
    if (!box) return
    addAfterChosen(spec, screenToFlowPosition({ x: box.left + (box.width + 200) / 2, y: box.top + box.height / 2 }))
  }

  if (!open) {
    return (
      <Button className={css.paletteButton} leftSection={<Plus size={16} />} rightSection={<kbd aria-hidden>/</kbd>} data-show-palette onClick={() => setOpen(true)}>
        {canvas.add}
      </Button>
    )
  }
  return (
    <section className={css.palette} aria-label={canvas.steps}>
      <StepList kinds={kinds} choose={choose} draggable />
      <button type="button" className={css.hide} onClick={() => setOpen(false)}>
        <PanelLeftClose size={14} aria-hidden />
        {canvas.hidePalette}
      </button>
    </section>
  )
}
