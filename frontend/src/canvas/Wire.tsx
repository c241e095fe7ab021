import { BaseEdge, EdgeLabelRenderer, getBezierPath, type Edge, type EdgeProps } from '@xyflow/react'
import { X } from 'lucide-react'
import { memo } from 'react'
import { remove } from '@/stores/doc'
import { edit } from '@/stores/flow'
import { useRunStore } from '@/stores/runs'
import { canvas } from '@/text/canvas'
import { useFar } from './far'
import css from './wire.module.css'

export type WireType = Edge<Record<string, never>, 'wire'>

type Flow = 'flowing' | 'passed' | 'skipped' | 'still'

function useFlowing(source: string, target: string): Flow {
  return useRunStore((s) => {
    const steps = s.views[s.shown]?.steps
    const to = steps?.[target]?.status
    if (to === 'running') return 'flowing'
    if (to === 'skipped' || steps?.[source]?.status === 'skipped') return 'skipped'
    return to === 'done' ? 'passed' : 'still'
  })
}

/** A wire; it moves while the step at its end works. */
export const Wire = memo(function Wire(props: EdgeProps<WireType>) {
  const { id, source, target, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, selected } = props
  const flowing = useFlowing(source, target)
  const far = useFar()
  const [path, x, y] = getBezierPath({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, curvature: 0.3 })
  const cut = () => edit((doc) => remove(doc, new Set(), new Set([id])))
  return (
    <>
      <g className={css.wire} data-flow={flowing} data-selected={selected}>
        <BaseEdge id={id} path={path} interactionWidth={far ? 0 : 18} />
      </g>
      {selected && (
        <EdgeLabelRenderer>
          <button
            type="button"
            className={`nodrag nopan ${css.cut}`}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
            aria-label={canvas.deleteWire}
            onClick={cut}
          >
            <X size={12} />
          </button>
        </EdgeLabelRenderer>
      )}
    </>
  )
})
