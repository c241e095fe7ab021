import { ActionIcon, Button, Collapse, Input } from '@mantine/core'
import { ArrowDown, ArrowUp, ChevronDown, Plus, Trash2 } from 'lucide-react'
import { useId, useState } from 'react'
import type { Field, Settings } from '@/bridge'
import { newId } from '@/stores/id'
import { forms } from '@/text/forms'
import { FieldControl } from './FieldControl'
import css from './forms.module.css'
import { isShown, problemsAt } from './shown'
import { asString, errorOf, type WidgetProps } from './widget'

type Row = Settings

const rowsOf = (value: unknown): Row[] => (Array.isArray(value) ? (value as Row[]) : [])

function newRow(items: Field[]): Row {
  return Object.fromEntries(items.map((f) => [f.name, f.widget === 'hidden' ? newId().slice(0, 8) : (f.default ?? '')]))
}

/** The rows' first fields are always shown; the others fold away when there are many. */
const ALWAYS = 3

interface RowProps extends WidgetProps {
  items: Field[]
  row: Row
  index: number
  last: boolean
  move: (by: number) => void
  remove: () => void
  change: (row: Row) => void
}

function ListRow({ items, row, index, last, move, remove, change, path, node, problems, field }: RowProps) {
  const shown = items.filter((f) => isShown(f, row))
  const folds = items.length > ALWAYS + 1
  const [open, setOpen] = useState(false)
  const title = asString(row[shown[0]?.name ?? '']) || forms.list.row(index + 1)
  const control = (f: Field) => {
    const at = `${path}[${index}].${f.name}`
    return (
      <FieldControl key={f.name} node={node} field={index === 0 ? f : { ...f, help: '' }} path={at} value={row[f.name]} problems={problemsAt(problems, at)} onChange={(v) => change({ ...row, [f.name]: v })} />
    )
  }
  const hides = folds && shown.slice(ALWAYS).length > 0
  return (
    <li className={css.row} aria-label={title}>
      <div className={css.rowHead}>
        <span>{field.widget === 'branches' ? forms.list.branch(index + 1) : forms.list.row(index + 1)}</span>
        <ActionIcon size={22} aria-label={forms.list.up(title)} disabled={index === 0} onClick={() => move(-1)}><ArrowUp size={13} /></ActionIcon>
        <ActionIcon size={22} aria-label={forms.list.down(title)} disabled={last} onClick={() => move(1)}><ArrowDown size={13} /></ActionIcon>
        <ActionIcon size={22} aria-label={forms.list.remove(title)} onClick={remove}><Trash2 size={13} /></ActionIcon>
      </div>
      {(hides ? shown.slice(0, ALWAYS) : shown).map(control)}
      {hides && (
        <>
          <button type="button" className={css.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
            <ChevronDown size={14} data-open={open} aria-hidden />{forms.list.more}
          </button>
          <Collapse expanded={open}><div className={css.fields}>{shown.slice(ALWAYS).map(control)}</div></Collapse>
        </>
      )}
    </li>
  )
}

/** A list of rows, each with its own controls: added, removed and put in order. */
export function ListWidget(props: WidgetProps) {
  const { field, path, value, problems, onChange } = props
  const items = field.items ?? []
  const rows = rowsOf(value)
  const id = useId()
  const move = (from: number, by: number) => {
    const next = [...rows]
    const [row] = next.splice(from, 1)
    if (row) next.splice(from + by, 0, row)
    onChange(next)
  }
  const full = field.max !== undefined && rows.length >= field.max
  return (
    <Input.Wrapper label={field.label} labelProps={{ id }} description={field.help || undefined} error={errorOf(problemsAt(problems, path))}>
      <ol className={css.rows} aria-labelledby={id} data-field={path}>
        {rows.map((row, i) => (
          <ListRow
            key={asString(row['id']) || i}
            {...props}
            items={items}
            row={row}
            index={i}
            last={i === rows.length - 1}
            move={(by) => move(i, by)}
            remove={() => onChange(rows.filter((_, k) => k !== i))}
            change={(r) => onChange(rows.with(i, r))}
          />
        ))}
      </ol>
      <Button variant="subtle" leftSection={<Plus size={14} />} disabled={full} onClick={() => onChange([...rows, newRow(items)])}>
        {forms.list.add}
      </Button>
    </Input.Wrapper>
  )
}
