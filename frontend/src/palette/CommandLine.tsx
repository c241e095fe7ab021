import {
  BookOpen, Boxes, CirclePlus, FileText, House, Keyboard, ListChecks, MessageCircleQuestion, Save, Settings, ShieldCheck, Stethoscope, SunMoon, Workflow,
  type LucideIcon,
} from 'lucide-react'
import { words } from '@/text/palette'
import type { Found, Icon } from './commands'
import css from './palette.module.css'

const icons: Record<Icon, LucideIcon> = {
  home: House, assistant: Workflow, knowledge: BookOpen, ask: MessageCircleQuestion, model: Boxes, document: FileText, settings: Settings, add: CirclePlus,
  jobs: ListChecks, look: SunMoon, save: Save, check: Stethoscope, keyboard: Keyboard, privacy: ShieldCheck,
}

interface Props {
  id: string
  found: Found
  active: boolean
  onPoint: () => void
  onRun: () => void
}

/** One command that can be chosen. The keyboard stays in the field above (a combobox). */
export function CommandLine({ id, found: { command, at }, active, onPoint, onRun }: Props) {
  const Picture = icons[command.icon]
  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events
    <div id={id} role="option" aria-selected={active} tabIndex={-1} className={css.line} onMouseMove={onPoint} onMouseDown={(event) => event.preventDefault()} onClick={onRun}>
      <Picture size={17} strokeWidth={1.8} aria-hidden />
      <span className={css.text}>
        <span className={css.label}>{marked(command.label, at)}</span>
        {command.note !== undefined && <span className={css.note}>{command.note}</span>}
      </span>
      <span className={css.group}>{words.groups[command.group]}</span>
    </div>
  )
}

/** The label with the letters that fit in bold. */
function marked(label: string, at: readonly number[]) {
  if (at.length === 0) return label
  const hit = new Set(at)
  return Array.from({ length: label.length }, (_, i) => (hit.has(i) ? <b key={i}>{label[i]}</b> : label[i]))
}
