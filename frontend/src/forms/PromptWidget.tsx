import { ActionIcon, Button, Group, Input, Modal, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Expand } from 'lucide-react'
import { useId, useRef } from 'react'
import { forms } from '@/text/forms'
import css from './forms.module.css'
import { PromptChips } from './PromptChips'
import { useSources, type Source } from './promptSources'
import { PromptText, type PromptTextHandle } from './PromptText'
import { asString, errorOf, type WidgetProps } from './widget'

function Editor({ props, tall, id }: { props: WidgetProps; tall: boolean; id: string }) {
  const text = asString(props.value)
  const editor = useRef<PromptTextHandle>(null)
  const { connected, sources, join } = useSources(props.node)
  const insert = (name: string) => editor.current?.insert(`{{${name}}}`)
  const take = (source: Source) => {
    insert(source.name)
    join(source)
  }
  return (
    <>
      <PromptText
        ref={editor}
        labelledBy={id}
        path={props.path}
        value={text}
        placeholder={props.field.placeholder}
        invalid={errorOf(props.problems) !== undefined}
        known={(name) => connected.has(name)}
        tall={tall}
        onChange={props.onChange}
      />
      <PromptChips text={text} connected={connected} sources={sources} insert={insert} take={take} />
    </>
  )
}

/** A text with {{names}}: marked as chips, and inserted with a click. */
export function PromptWidget(props: WidgetProps) {
  const id = useId()
  const [large, { open, close }] = useDisclosure(false)
  const { field, problems } = props
  return (
    <>
      <Input.Wrapper
        label={field.label}
        labelProps={{ id }}
        description={field.help || undefined}
        error={errorOf(problems)}
        className={css.promptWrapper}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
      >
        <Tooltip label={forms.prompt.larger}>
          <ActionIcon size={22} className={css.larger} aria-label={forms.prompt.larger} onClick={open}><Expand size={14} /></ActionIcon>
        </Tooltip>
        <Editor props={props} tall={false} id={id} />
      </Input.Wrapper>
      <Modal opened={large} onClose={close} title={field.label} size="xl">
        {large && <Editor props={props} tall id={id} />}
        <Group justify="flex-end" mt="md"><Button variant="filled" onClick={close}>{forms.prompt.done}</Button></Group>
      </Modal>
    </>
  )
}
