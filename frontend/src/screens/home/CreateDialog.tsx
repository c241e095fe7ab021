import { Button, Group, Modal, Radio, Select, Stack, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { api, type KnowledgeBase, type Template } from '@/bridge'
import { useTemplates } from '@/stores/queries'
import { navigate, path } from '@/stores/route'
import { common } from '@/text/common'
import { home } from '@/text/home'
import { Tile } from '@/ui/Tile'
import { failed } from '@/ui/toast'
import css from './home.module.css'

const LATER = '-'

function Choices({ templates, value, onChange }: { templates: Template[]; value: string; onChange: (id: string) => void }) {
  return (
    <Radio.Group label={home.create.template} value={value} onChange={onChange}>
      <div className={css.templates}>
        {templates.map((t) => (
          <Radio.Card key={t.id} value={t.id} className={css.template}>
            <Tile icon={t.icon} color="accent" size={32} />
            <span className={css.templateText}>
              <b>{t.name}</b>
              <span>{t.description}</span>
            </span>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  )
}

/** Makes an assistant from a template, over documents that are already there. */
export function CreateDialog({ knowledge, close }: { knowledge: KnowledgeBase[]; close: () => void }) {
  const templates = useTemplates().data ?? []
  const usual = templates[1]?.id ?? templates[0]?.id ?? ''
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const [base, setBase] = useState(knowledge[0]?.id ?? LATER)
  const [busy, setBusy] = useState(false)
  const template = chosen ?? usual

  const create = async () => {
    setBusy(true)
    try {
      const flow = await api.flows.create(name.trim(), template, base === LATER ? '' : base)
      close()
      navigate(path.build(flow.id))
    } catch (cause) {
      failed(cause)
      setBusy(false)
    }
  }
  const submit = (e: SubmitEvent) => {
    e.preventDefault()
    void create()
  }
  return (
    <Modal opened onClose={close} title={home.create.title} size={560}>
      <form onSubmit={submit}>
        <Stack gap="lg">
          <TextInput label={home.create.name} placeholder={home.create.namePlaceholder} value={name} maxLength={120} data-autofocus onChange={(e) => setName(e.currentTarget.value)} />
          <Choices templates={templates} value={template} onChange={setChosen} />
          <Select
            label={home.create.knowledge}
            data={[...knowledge.map((k) => ({ value: k.id, label: k.name })), { value: LATER, label: home.create.later }]}
            value={base}
            onChange={(v) => setBase(v ?? LATER)}
          />
          <Group justify="flex-end">
            <Button onClick={close}>{common.cancel}</Button>
            <Button type="submit" variant="filled" loading={busy} disabled={name.trim() === ''}>{home.create.button}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
