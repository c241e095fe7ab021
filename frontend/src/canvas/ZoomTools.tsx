import { Tooltip, UnstyledButton } from '@mantine/core'
import { useReactFlow, useStore } from '@xyflow/react'
import { Maximize, Minus, Plus, WandSparkles } from 'lucide-react'
import { moveNodes } from '@/stores/doc'
import { edit } from '@/stores/flow'
import { canvas } from '@/text/canvas'
import css from './canvas.module.css'
import { tidy } from './layout'
import { sizeIn } from './size'
import { useFit } from './useFit'

function Tool({ label, help, icon, act }: { label?: string; help: string; icon?: React.ReactNode; act: () => void }) {
  return (
    <Tooltip label={help} position="top">
      <UnstyledButton className={css.tool} aria-label={label ? undefined : help} onClick={act}>{icon}{label}</UnstyledButton>
    </Tooltip>
  )
}

/** Zoom, fit and tidy up, in the bar under the canvas. */
export function ZoomTools() {
  const flow = useReactFlow()
  const percent = useStore((s) => Math.round(s.transform[2] * 100))
  const fit = useFit()
  const arrange = () => {
    edit((doc) => moveNodes(doc, tidy(doc, sizeIn(flow))))
    requestAnimationFrame(() => fit())
  }
  return (
    <div className={css.tools}>
      <Tool help={canvas.zoomOut} icon={<Minus size={14} />} act={() => void flow.zoomOut({ duration: 120 })} />
      <Tool help={canvas.actualSize} label={`${percent} %`} act={() => void flow.zoomTo(1, { duration: 160 })} />
      <Tool help={canvas.zoomIn} icon={<Plus size={14} />} act={() => void flow.zoomIn({ duration: 120 })} />
      <Tool help={canvas.fitHelp} label={canvas.fit} icon={<Maximize size={14} />} act={() => fit()} />
      <Tool help={canvas.tidyHelp} label={canvas.tidy} icon={<WandSparkles size={14} />} act={arrange} />
    </div>
  )
}
