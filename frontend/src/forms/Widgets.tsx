import { Input, NumberInput, SegmentedControl, Select, Slider, Switch, Textarea, TextInput } from '@mantine/core'
import { useId } from 'react'
import css from './forms.module.css'
import { asString, errorOf, inputProps, type WidgetProps } from './widget'

export function TextWidget(props: WidgetProps) {
  return <TextInput {...inputProps(props)} value={asString(props.value)} maxLength={props.field.max} onChange={(e) => props.onChange(e.currentTarget.value)} />
}

export function TextareaWidget(props: WidgetProps) {
  return <Textarea {...inputProps(props)} autosize minRows={2} maxRows={14} value={asString(props.value)} onChange={(e) => props.onChange(e.currentTarget.value)} />
}

export function NumberWidget(props: WidgetProps) {
  const { field, value, onChange } = props
  const change = (v: number | string) => { if (typeof v === 'number') onChange(v) }
  return (
    <NumberInput
      {...inputProps(props)}
      value={typeof value === 'number' ? value : ''}
      min={field.min}
      max={field.max}
      step={field.step || 1}
      allowDecimal={field.step % 1 !== 0 || field.step === 0}
      thousandSeparator=" "
      onChange={change}
    />
  )
}

export function SliderWidget(props: WidgetProps) {
  const { field, path, value, onChange, problems } = props
  const id = useId()
  const [min, max] = [field.min ?? 0, field.max ?? 100]
  const step = field.step || 1
  const number = typeof value === 'number' ? value : min
  const digits = step < 0.1 ? 2 : step < 1 ? 1 : 0
  return (
    <Input.Wrapper label={field.label} labelProps={{ id }} description={field.help || undefined} error={errorOf(problems)} inputWrapperOrder={['label', 'input', 'description', 'error']}>
      <div className={css.slider}>
        <Slider min={min} max={max} step={step} value={number} label={null} size="sm" thumbLabel={field.label} data-field={path} onChange={(v) => onChange(Number(v.toFixed(digits)))} />
        <NumberInput
          size="xs" hideControls aria-labelledby={id} min={min} max={max} step={step} decimalScale={digits}
          value={number} onChange={(v) => { if (typeof v === 'number') onChange(v) }}
        />
      </div>
    </Input.Wrapper>
  )
}

export function SwitchWidget({ field, path, value, onChange, problems }: WidgetProps) {
  return (
    <Switch
      label={field.label} description={field.help || undefined} error={errorOf(problems)} labelPosition="left"
      checked={value === true} data-field={path} classNames={{ body: css.switch, labelWrapper: css.switchLabel }}
      onChange={(e) => onChange(e.currentTarget.checked)}
    />
  )
}

/** Few short choices lie side by side; more of them open as a list. */
export function SelectWidget(props: WidgetProps) {
  const { field, path, value, onChange, problems } = props
  const id = useId()
  const chosen = field.options.find((o) => o.value === value)
  const help = chosen?.help || field.help || undefined
  const data = field.options.map((o) => ({ value: o.value, label: o.label }))
  const short = data.length <= 4 && data.reduce((n, o) => n + o.label.length, 0) <= 30
  if (!short) {
    return <Select {...inputProps(props)} description={help} data={data} value={asString(value)} onChange={(v) => { if (v !== null) onChange(v) }} />
  }
  return (
    <Input.Wrapper label={field.label} labelProps={{ id }} description={help} error={errorOf(problems)} inputWrapperOrder={['label', 'input', 'description', 'error']}>
      <SegmentedControl fullWidth data={data} value={asString(value)} aria-labelledby={id} data-field={path} onChange={onChange} />
    </Input.Wrapper>
  )
}
