import { ActionIcon, Tooltip } from '@mantine/core'
import { Copy, Trash2, X } from 'lucide-react'
import { duplicateChosen } from '@/canvas/clipboard'
import { removeChosen } from '@/canvas/useCanvasKeys'
import { SettingsForm } from '@/forms/SettingsForm'
import { patchNode } from '@/stores/doc'
import { edit, useFlow } from '@/stores/flow'
import { useSpec } from '@/stores/specs'
import { showSide } from '@/stores/view'
import { build } from '@/text/build'
import { forms } from '@/text/forms'
import { Tile } from '@/ui/Tile'
import css from './build.module.css'

/** The settings of one step. */
export function StepPanel({ id }: { id: string }) {
  const node = useFlow((s) => s.nodes.find((n) => n.id === id))
  const spec = useSpec(node?.kind ?? '')
  if (!node) return null
  return (
    <section className={css.panel} aria-label={build.settings}>
      <header className={css.panelHead}>
        <Tile icon={spec?.icon ?? ''} color={spec?.color ?? 'neutral'} size={26} />
        <input
          className={css.title}
          value={node.title}
          placeholder={spec?.title ?? node.kind}
          aria-label={forms.name}
          maxLength={80}
          onChange={(e) => edit((doc) => patchNode(doc, id, { title: e.currentTarget.value }), `field:${id}:title`)}
        />
        <Tooltip label={build.duplicateStep}><ActionIcon aria-label={build.duplicateStep} onClick={duplicateChosen}><Copy size={15} /></ActionIcon></Tooltip>
        <Tooltip label={build.deleteStep}><ActionIcon aria-label={build.deleteStep} onClick={removeChosen}><Trash2 size={15} /></ActionIcon></Tooltip>
        <Tooltip label={build.closeSettings}><ActionIcon aria-label={build.closeSettings} onClick={() => showSide('try')}><X size={17} /></ActionIcon></Tooltip>
      </header>
      <div className={css.scroll}>
        <p className={css.about}>{spec ? spec.help : forms.unknownKind}</p>
        {spec && <SettingsForm key={id} node={node} spec={spec} />}
        {spec && spec.details !== '' && (
          <details className={css.details}>
            <summary>{forms.about}</summary>
            <p>{spec.details}</p>
          </details>
        )}
      </div>
    </section>
  )
}
