import { ActionIcon, Button, Group, Menu, Modal } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Copy, Download, Ellipsis, Trash2 } from 'lucide-react'
import type { FlowSummary, RunBrief } from '@/bridge'
import { deleteAssistant, duplicateAssistant, exportAssistant } from '@/ask/assistantActions'
import { path } from '@/stores/route'
import { build } from '@/text/build'
import { common } from '@/text/common'
import { ago } from '@/text/format'
import { home } from '@/text/home'
import { took } from '@/text/measure'
import css from './home.module.css'

function LastRun({ run }: { run: RunBrief | undefined }) {
  if (!run) return <span className={css.last}><i data-status="none" aria-hidden />{home.neverRan}</span>
  const state = home.ran[run.status] ?? run.status
  return (
    <span className={css.last}>
      <i data-status={run.status} aria-hidden />
      {state} {ago(run.startedAt)}{run.status === 'done' && ` · ${took(run.ms)}`}
    </span>
  )
}

function CardMenu({ flow }: { flow: FlowSummary }) {
  const [asking, confirm] = useDisclosure(false)
  return (
    <>
      <Menu width={180}>
        <Menu.Target><ActionIcon className={css.cardMenu} aria-label={home.menu(flow.name)}><Ellipsis size={16} /></ActionIcon></Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Copy size={15} />} onClick={() => void duplicateAssistant(flow.id)}>{home.duplicate}</Menu.Item>
          <Menu.Item leftSection={<Download size={15} />} onClick={() => void exportAssistant(flow.id, flow.name)}>{home.export}</Menu.Item>
          <Menu.Divider />
          <Menu.Item color="red" leftSection={<Trash2 size={15} />} onClick={confirm.open}>{home.delete}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal opened={asking} onClose={confirm.close} title={build.deleteTitle(flow.name)}>
        <p className={css.modalText}>{build.deleteText}</p>
        <Group justify="flex-end">
          <Button data-autofocus onClick={confirm.close}>{common.cancel}</Button>
          <Button variant="filled" color="red" onClick={() => void deleteAssistant(flow.id, flow.name)}>{common.delete}</Button>
        </Group>
      </Modal>
    </>
  )
}

/** An assistant: its name, what it is for, and how its last run went. */
export function AssistantCard({ flow }: { flow: FlowSummary }) {
  return (
    <li className={css.card}>
      <div className={css.cardHead}>
        <span className={css.letter} aria-hidden>{flow.name.slice(0, 1).toUpperCase()}</span>
        <a className={css.cardName} href={'#' + path.build(flow.id)}>{flow.name}</a>
        <CardMenu flow={flow} />
      </div>
      <p>{flow.description}</p>
      <div className={css.cardFoot}>
        <LastRun run={flow.lastRun} />
        <span>{home.steps(flow.steps)}</span>
      </div>
    </li>
  )
}
