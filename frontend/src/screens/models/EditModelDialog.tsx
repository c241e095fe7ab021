import { Button, Checkbox, Group, Modal, NumberInput, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api, asAppError, type AppError, type Model } from '@/bridge'
import { common } from '@/text/common'
import { edit as words } from '@/text/models'
import { ErrorNote } from '@/ui/ErrorNote'
import { done } from '@/ui/toast'

/** Changes what a person may say about a model: its name, how much it reads and what it costs. */
export function EditModelDialog({ model, onClose }: { model: Model; onClose: () => void }) {
  const [draft, setDraft] = useState(model)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<AppError>()
  const change = (part: Partial<Model>) => setDraft((before) => ({ ...before, ...part }))
  const save = async () => {
    setBusy(true)
    try {
      await api.models.update({ ...draft, title: draft.title.trim() || model.name })
      done(words.saved)
      onClose()
    } catch (cause) {
      setError(asAppError(cause))
      setBusy(false)
    }
  }
  const amount = (value: string | number): number => (typeof value === 'number' ? value : 0)
  return (
    <Modal opened onClose={onClose} title={words.title}>
      <form onSubmit={(event) => { event.preventDefault(); void save() }}>
        <Stack gap="md">
          <TextInput label={words.name} data-autofocus value={draft.title} onChange={(event) => change({ title: event.currentTarget.value })} />
          {model.kind === 'chat' && (
            <NumberInput label={words.context} description={words.contextHelp} min={0} allowDecimal={false} thousandSeparator="," value={draft.context}
              onChange={(value) => change({ context: amount(value) })} />
          )}
          <Checkbox label={words.known} checked={draft.priceKnown} onChange={(event) => change({ priceKnown: event.currentTarget.checked })} />
          {draft.priceKnown && (
            <Group grow align="start" gap="md">
              <NumberInput label={words.input} prefix="$" min={0} decimalScale={4} value={draft.priceIn} onChange={(value) => change({ priceIn: amount(value) })} />
              {model.kind === 'chat' && (
                <NumberInput label={words.output} prefix="$" min={0} decimalScale={4} value={draft.priceOut} onChange={(value) => change({ priceOut: amount(value) })} />
              )}
            </Group>
          )}
          <div style={{ color: 'var(--ink3)', fontSize: 12.5 }}>{words.help}</div>
          {error && <ErrorNote error={error} />}
          <Group justify="flex-end" gap={8}>
            <Button onClick={onClose}>{common.cancel}</Button>
            <Button type="submit" variant="filled" loading={busy}>{common.save}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
