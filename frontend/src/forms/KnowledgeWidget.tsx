import { Group, Select, Text } from '@mantine/core'
import { Plus } from 'lucide-react'
import { useKnowledgeList } from '@/stores/queries'
import { navigate, path as route } from '@/stores/route'
import { forms } from '@/text/forms'
import { asString, inputProps, type WidgetProps } from './widget'

const ADD = '+add'

/** The knowledge bases that can be searched. */
export function KnowledgeWidget(props: WidgetProps) {
  const bases = useKnowledgeList().data ?? []
  const value = asString(props.value)
  // A file from elsewhere may name a knowledge base instead of giving its id.
  const chosen = bases.find((b) => b.id === value) ?? bases.find((b) => b.name === value)
  const gone = value !== '' && !chosen ? [{ value, label: forms.knowledge.gone(value) }] : []
  const data = [...gone, ...bases.map((b) => ({ value: b.id, label: b.name })), { value: ADD, label: forms.knowledge.add }]
  const choose = (id: string | null) => {
    if (id === ADD) navigate(route.knowledge())
    else if (id !== null) props.onChange(id)
  }
  return (
    <Select
      {...inputProps(props)}
      placeholder={forms.knowledge.none}
      data={data}
      value={chosen?.id ?? (value || null)}
      searchable={bases.length > 8}
      onChange={choose}
      renderOption={({ option: { value: id, label } }) => {
        const base = bases.find((b) => b.id === id)
        return (
          <Group justify="space-between" wrap="nowrap" gap={12} w="100%">
            <Group gap={6} wrap="nowrap">{id === ADD && <Plus size={14} />}<Text size="sm" truncate>{label}</Text></Group>
            {base && <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>{forms.knowledge.documents(base.documents)}</Text>}
          </Group>
        )
      }}
    />
  )
}
