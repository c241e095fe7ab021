import { useImperativeHandle, useLayoutEffect, useRef, type Ref } from 'react'
import css from './forms.module.css'
import { partsOf } from './variables'

export interface PromptTextHandle {
  /** Puts text at the cursor. */
  insert: (text: string) => void
}

interface Props {
  ref?: Ref<PromptTextHandle>
  labelledBy: string
  path: string
  value: string
  placeholder: string
  invalid: boolean
  tall: boolean
  known: (name: string) => boolean
  onChange: (value: string) => void
}

/** A text field over a copy of its text in which the {{names}} are marked. */
export function PromptText({ ref, labelledBy, path, value, placeholder, invalid, tall, known, onChange }: Props) {
  const field = useRef<HTMLTextAreaElement>(null)
  const cursor = useRef<number | null>(null)

  useImperativeHandle(ref, () => ({
    insert: (text) => {
      const el = field.current
      if (!el) return
      const { selectionStart: start, selectionEnd: end } = el
      onChange(el.value.slice(0, start) + text + el.value.slice(end))
      cursor.current = start + text.length
      el.focus()
    },
  }), [onChange])

  useLayoutEffect(() => {
    if (cursor.current === null) return
    field.current?.setSelectionRange(cursor.current, cursor.current)
    cursor.current = null
  }, [value])

  return (
    <div className={css.prompt} data-invalid={invalid} data-tall={tall}>
      <div className={css.promptInner}>
        <div className={css.promptMirror} aria-hidden>
          {partsOf(value).map((p, i) =>
            p.name === undefined ? p.text : <mark key={i} data-known={known(p.name)}>{p.text}</mark>,
          )}
          {'\u200b'}
        </div>
        <textarea
          ref={field}
          data-field={path}
          aria-labelledby={labelledBy}
          aria-invalid={invalid}
          value={value}
          placeholder={placeholder}
          spellCheck={false}
          onChange={(e) => onChange(e.currentTarget.value)}
        />
      </div>
    </div>
  )
}
