import { Collapse } from '@mantine/core'
import { ChevronDown } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Field, FlowNode, Problem, Spec } from '@/bridge'
import { setField } from '@/stores/doc'
import { edit } from '@/stores/flow'
import { useInspection } from '@/stores/inspection'
import { useView } from '@/stores/view'
import { forms } from '@/text/forms'
import { FieldControl } from './FieldControl'
import css from './forms.module.css'
import { concerns, isShown } from './shown'

const none: Problem[] = []

/** Puts the cursor into the field that a repair asked for. */
function useWanted(node: string, reveal: (field: string) => void) {
  const box = useRef<HTMLDivElement>(null)
  const wanted = useView((s) => (s.wanted?.node === node && s.wanted.field !== '' ? s.wanted : null))
  useEffect(() => {
    if (!wanted) return
    reveal(wanted.field)
    const timer = setTimeout(() => {
      const at = box.current?.querySelector<HTMLElement>(`[data-field="${CSS.escape(wanted.field)}"]`)
      const input = at?.matches('input, textarea, button') ? at : at?.querySelector<HTMLElement>('input, textarea, [tabindex="0"]')
      input?.scrollIntoView({ block: 'center' })
      input?.focus()
      if (input?.getAttribute('aria-haspopup') === 'listbox') input.click()
      useView.setState({ wanted: null })
    }, 60)
    return () => clearTimeout(timer)
  }, [wanted, reveal])
  return box
}

interface Props {
  node: FlowNode
  spec: Spec
}

/** The settings of a step, made from the declaration of its kind. */
export function SettingsForm({ node, spec }: Props) {
  const problems = useInspection((s) => s.byNode[node.id]) ?? none
  const shown = spec.fields.filter((f) => isShown(f, node.settings))
  const advanced = shown.filter((f) => f.advanced)
  const [open, setOpen] = useState(false)
  const [reveal] = useState(() => (name: string) => {
    if (spec.fields.some((f) => f.advanced && (name === f.name || name.startsWith(f.name + '[')))) setOpen(true)
  })
  const box = useWanted(node.id, reveal)
  const troubled = advanced.some((f) => problems.some((p) => concerns(p, f.name)))
  const unfolded = open || troubled

  const control = (f: Field) => (
    <FieldControl
      key={f.name}
      node={node.id}
      field={f}
      path={f.name}
      value={node.settings[f.name] ?? f.default}
      problems={problems.filter((p) => concerns(p, f.name))}
      onChange={(value) => edit((doc) => setField(doc, node.id, f.name, value), `field:${node.id}:${f.name}`)}
    />
  )

  return (
    <div ref={box} className={css.form}>
      {shown.length === 0 && <p className={css.nothing}>{forms.nothingToSet}</p>}
      <div className={css.fields}>{shown.filter((f) => !f.advanced).map(control)}</div>
      {advanced.length > 0 && (
        <>
          <button type="button" className={css.fold} aria-expanded={unfolded} onClick={() => setOpen(!unfolded)}>
            <ChevronDown size={14} data-open={unfolded} aria-hidden />{forms.advanced}
          </button>
          <Collapse expanded={unfolded}><div className={css.fields}>{advanced.map(control)}</div></Collapse>
        </>
      )}
    </div>
  )
}
