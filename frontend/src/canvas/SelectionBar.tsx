import { ActionIcon, Tooltip } from '@mantine/core'
import { useReactFlow } from '@xyflow/react'
import { AlignHorizontalSpaceAround, AlignStartHorizontal, AlignStartVertical, AlignVerticalSpaceAround, Copy, Trash2, type LucideIcon } from 'lucide-react'
import { moveNodes } from '@/stores/doc'
import { edit } from '@/stores/flow'
import { useView } from '@/stores/view'
import { canvas } from '@/text/canvas'
import css from './canvas.module.css'
import { duplicateChosen } from './clipboard'
import { align, type Alignment } from './layout'
import { sizeIn } from './size'
import { removeChosen } from './useCanvasKeys'

function Tool({ label, icon: Icon, act }: { label: string; icon: LucideIcon; act: () => void }) {
  return (
    <Tooltip label={label} position="bottom">
      <ActionIcon aria-label={label} onClick={act}><Icon size={16} /></ActionIcon>
    </Tooltip>
  )
}

/** What can be done with several chosen steps. */
export function SelectionBar() {
  const count = useView((s) => s.nodes.size)
  const flow = useReactFlow()
  if (count < 2) return null
  const place = (how: Alignment) => () =>
    edit((doc) => moveNodes(doc, align(doc, useView.getState().nodes, how, sizeIn(flow))))
  return (
    <div className={css.selection} role="toolbar" aria-label={canvas.selected(count)}>
      <span>{canvas.selected(count)}</span>
      <Tool label={canvas.alignLeft} icon={AlignStartVertical} act={place('left')} />
      <Tool label={canvas.alignTop} icon={AlignStartHorizontal} act={place('top')} />
      <Tool label={canvas.spreadAcross} icon={AlignHorizontalSpaceAround} act={place('across')} />
      <Tool label={canvas.spreadDown} icon={AlignVerticalSpaceAround} act={place('down')} />
      <Tool label={canvas.duplicate} icon={Copy} act={duplicateChosen} />
      <Tool label={canvas.delete} icon={Trash2} act={removeChosen} />
    </div>
  )
}
