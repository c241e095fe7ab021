import { Button, Group, Modal } from '@mantine/core'
import { common } from '@/text/common'
import { table as words } from '@/text/knowledge'

interface Props {
  count: number
  onRemove: () => void
  onClose: () => void
}

/** Asks before many documents are removed. */
export function RemoveDialog({ count, onRemove, onClose }: Props) {
  return (
    <Modal opened onClose={onClose} title={words.removeTitle(count)}>
      <p style={{ marginTop: 0 }}>{words.removeText}</p>
      <Group justify="flex-end" gap={8}>
        <Button onClick={onClose} data-autofocus>{common.cancel}</Button>
        <Button variant="filled" color="red" onClick={() => { onRemove(); onClose() }}>{words.removeConfirm(count)}</Button>
      </Group>
    </Modal>
  )
}
