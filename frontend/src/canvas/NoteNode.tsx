import { NodeResizer, type Node, type NodeProps } from '@xyflow/react'
import { memo } from 'react'
import type { FlowNode } from '@/bridge'
import { setField } from '@/stores/doc'
import { edit } from '@/stores/flow'
import { canvas } from '@/text/canvas'
import css from './note.module.css'

export type NoteNodeType = Node<{ node: FlowNode }, 'note'>

/** A remark on the canvas; written in place, sized by its corners. */
export const NoteNode = memo(function NoteNode({ id, data, selected }: NodeProps<NoteNodeType>) {
  const { text, color } = data.node.settings
  return (
    <div className={css.note} data-selected={selected} data-color={color}>
      <NodeResizer isVisible={selected} minWidth={140} minHeight={64} lineClassName={css.line} handleClassName={css.handle} />
      <textarea
        className={`nowheel ${selected ? 'nodrag' : ''} ${css.text}`}
        value={typeof text === 'string' ? text : ''}
        placeholder={canvas.writeNote}
        aria-label={canvas.writeNote}
        onChange={(e) => edit((doc) => setField(doc, id, 'text', e.currentTarget.value), `field:${id}:text`)}
      />
    </div>
  )
})
