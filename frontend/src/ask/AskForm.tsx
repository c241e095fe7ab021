import { Button, Textarea, TextInput } from '@mantine/core'
import { ArrowUp, Play, Square } from 'lucide-react'
import { useState, type SubmitEvent, type KeyboardEvent } from 'react'
import type { FlowInput } from '@/bridge'
import { ask } from '@/text/ask'
import css from './ask.module.css'

interface Props {
  inputs: FlowInput[]
  ready: boolean
  running: boolean
  run: (values: Record<string, string>) => void
  stop: () => void
}

interface FormProps extends Props {
  values: Record<string, string>
  set: (name: string, value: string) => void
  send: () => void
  able: boolean
}

/** Enter sends; Shift+Enter begins a new line. */
const onEnter = (send: () => void) => (e: KeyboardEvent) => {
  if (e.key !== 'Enter' || e.shiftKey || e.nativeEvent.isComposing) return
  e.preventDefault()
  send()
}

function StopButton({ stop }: { stop: () => void }) {
  return <Button onClick={stop} leftSection={<Square size={12} fill="currentColor" />}>{ask.stop}</Button>
}

/** One line to ask in, which grows as one writes. */
function OneInput({ inputs, values, set, send, able, running, stop }: FormProps) {
  const input = inputs[0]
  if (!input) return null
  return (
    <div className={css.line}>
      <Textarea
        data-ask-field
        autosize
        minRows={input.long ? 3 : 1}
        maxRows={8}
        value={values[input.name] ?? ''}
        placeholder={input.example || ask.placeholder}
        aria-label={input.label || ask.placeholder}
        description={input.help || undefined}
        onChange={(e) => set(input.name, e.currentTarget.value)}
        onKeyDown={onEnter(send)}
      />
      {running ? <StopButton stop={stop} /> : (
        <Button type="submit" variant="filled" disabled={!able} title={ask.send} rightSection={<ArrowUp size={15} />}>{ask.ask}</Button>
      )}
    </div>
  )
}

function ManyInputs({ inputs, values, set, send, able, running, stop }: FormProps) {
  return (
    <div className={css.many}>
      {inputs.map((input, i) => {
        const common = {
          key: input.name,
          label: input.label || input.name,
          description: input.help || undefined,
          placeholder: input.example || undefined,
          value: values[input.name] ?? '',
          withAsterisk: input.required,
          ...(i === 0 ? { 'data-ask-field': true } : {}),
        }
        const { key, ...props } = common
        return input.long ? (
          <Textarea key={key} {...props} autosize minRows={2} maxRows={6} onChange={(e) => set(input.name, e.currentTarget.value)} />
        ) : (
          <TextInput key={key} {...props} onChange={(e) => set(input.name, e.currentTarget.value)} onKeyDown={onEnter(send)} />
        )
      })}
      {running ? <StopButton stop={stop} /> : (
        <Button type="submit" variant="filled" disabled={!able} leftSection={<Play size={13} fill="currentColor" />}>{ask.run}</Button>
      )}
    </div>
  )
}

/** Asks for what an assistant needs, and starts it. */
export function AskForm(props: Props) {
  const { inputs, ready, running, run } = props
  const [values, setValues] = useState<Record<string, string>>({})
  const complete = inputs.every((i) => !i.required || (values[i.name] ?? '').trim() !== '')
  const able = ready && complete && !running
  const send = () => {
    if (!able) return
    run(Object.fromEntries(inputs.map((i) => [i.name, values[i.name] ?? ''])))
    if (inputs.length === 1) setValues({})
  }
  const set = (name: string, value: string) => setValues((v) => ({ ...v, [name]: value }))
  const submit = (e: SubmitEvent) => {
    e.preventDefault()
    send()
  }
  const shared = { ...props, values, set, send, able }
  return (
    <form className={css.form} onSubmit={submit}>
      {inputs.length === 1 ? <OneInput {...shared} /> : <ManyInputs {...shared} />}
    </form>
  )
}
