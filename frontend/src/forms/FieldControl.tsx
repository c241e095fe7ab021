import type { ComponentType } from 'react'
import { KnowledgeWidget } from './KnowledgeWidget'
import { ListWidget } from './ListWidget'
import { ModelWidget } from './ModelWidget'
import { PromptWidget } from './PromptWidget'
import css from './forms.module.css'
import type { WidgetProps } from './widget'
import { NumberWidget, SelectWidget, SliderWidget, SwitchWidget, TextareaWidget, TextWidget } from './Widgets'

const widgets: Record<string, ComponentType<WidgetProps>> = {
  text: TextWidget,
  textarea: TextareaWidget,
  prompt: PromptWidget,
  number: NumberWidget,
  slider: SliderWidget,
  switch: SwitchWidget,
  select: SelectWidget,
  model: ModelWidget,
  knowledge: KnowledgeWidget,
  list: ListWidget,
  branches: ListWidget,
}

/** The control of one field, with what is doubtful about it below. */
export function FieldControl(props: WidgetProps) {
  const Widget = widgets[props.field.widget] ?? TextWidget
  const doubts = props.problems.filter((p) => p.severity !== 'error' && p.field === props.path)
  return (
    <div>
      <Widget {...props} />
      {doubts.map((p) => <p key={p.message} className={css.doubt}>{p.message}{p.hint && ` ${p.hint}`}</p>)}
    </div>
  )
}
