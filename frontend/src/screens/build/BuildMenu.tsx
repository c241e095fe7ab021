import { ActionIcon, Button, Group, Menu, Modal } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Copy, Download, Ellipsis, Keyboard, Pencil, Trash2 } from 'lucide-react'
import { useFlow } from '@/stores/flow'
import { build } from '@/text/build'
import { common } from '@/text/common'
import css from './build.module.css'
import { deleteAssistant, duplicateAssistant, exportAssistant } from '@/ask/assistantActions'

function Shortcuts({ close }: { close: () => void }) {
  return (
    <Modal opened onClose={close} title={build.keys} size="sm">
      <dl className={css.keys}>
        {build.shortcuts.map(([key, what]) => (
          <div key={key}><dt>{what}</dt><dd><kbd>{key}</kbd></dd></div>
        ))}
      </dl>
    </Modal>
  )
}

/** What can be done with the assistant as a whole. */
export function BuildMenu({ rename }: { rename: () => void }) {
  const id = useFlow((s) => s.id)
  const name = useFlow((s) => s.name)
  const [asking, confirm] = useDisclosure(false)
  const [keys, shortcuts] = useDisclosure(false)
  return (
    <>
      <Menu width={210}>
        <Menu.Target><ActionIcon size={32} aria-label={build.more}><Ellipsis size={18} /></ActionIcon></Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Pencil size={15} />} onClick={rename}>{build.rename}</Menu.Item>
          <Menu.Item leftSection={<Copy size={15} />} onClick={() => void duplicateAssistant(id)}>{build.duplicate}</Menu.Item>
          <Menu.Item leftSection={<Download size={15} />} onClick={() => void exportAssistant(id, name)}>{build.export}</Menu.Item>
          <Menu.Item leftSection={<Keyboard size={15} />} onClick={shortcuts.open}>{build.keys}</Menu.Item>
          <Menu.Divider />
          <Menu.Item color="red" leftSection={<Trash2 size={15} />} onClick={confirm.open}>{build.delete}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {keys && <Shortcuts close={shortcuts.close} />}
      {asking && (
        <Modal opened onClose={confirm.close} title={build.deleteTitle(name)}>
          <p className={css.modalText}>{build.deleteText}</p>
          <Group justify="flex-end">
            <Button data-autofocus onClick={confirm.close}>{common.cancel}</Button>
            <Button variant="filled" color="red" onClick={() => void deleteAssistant(id, name)}>{common.delete}</Button>
          </Group>
        </Modal>
      )}
    </>
  )
}
