import { Group, Select, Text } from '@mantine/core'
import { Plus } from 'lucide-react'
import type { Model } from '@/bridge'
import { useModels } from '@/stores/queries'
import { navigate, path as route } from '@/stores/route'
import { forms } from '@/text/forms'
import { asString, inputProps, type WidgetProps } from './widget'

const ADD = '+add'

function priceOf(model: Model): string {
  if (model.provider === 'builtin') return forms.model.builtin
  if (model.local) return forms.model.free
  return model.priceKnown ? forms.model.price(model.priceIn, model.priceOut) : forms.model.noPrice
}

const option = (m: Model) => ({ value: m.id, label: m.title || m.name })

/** The models that can be asked, those of this computer first. */
export function ModelWidget(props: WidgetProps) {
  const models = (useModels().data ?? []).filter((m) => m.kind === 'chat')
  const value = asString(props.value)
  const chosen = models.find((m) => m.id === value)
  const gone = value !== '' && !chosen ? [{ value, label: forms.model.gone(value) }] : []
  const data = [
    ...gone,
    { group: forms.model.here, items: models.filter((m) => m.local).map(option) },
    { group: forms.model.away, items: models.filter((m) => !m.local).map(option) },
    { group: ' ', items: [{ value: ADD, label: forms.model.add }] },
  ].filter((g) => !('items' in g) || g.items.length > 0)
  const choose = (id: string | null) => {
    if (id === ADD) navigate(route.models())
    else if (id !== null) props.onChange(id)
  }
  return (
    <Select
      {...inputProps(props)}
      description={chosen && !chosen.local ? forms.model.leaves : props.field.help}
      placeholder={forms.model.none}
      data={data}
      value={value || null}
      searchable={models.length > 8}
      maxDropdownHeight={320}
      onChange={choose}
      renderOption={({ option: { value: id, label } }) => {
        const model = models.find((m) => m.id === id)
        return (
          <Group justify="space-between" wrap="nowrap" gap={12} w="100%">
            <Group gap={6} wrap="nowrap">{id === ADD && <Plus size={14} />}<Text size="sm" truncate>{label}</Text></Group>
            {model && <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>{priceOf(model)}</Text>}
          </Group>
        )
      }}
    />
  )
}
